package io.parley.broker;

import io.parley.access.Principal;
import io.parley.config.ClientLimits;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whose session is whose, and how much is in it. A second CONNECT under a client id takes the
 * session over (MQTT 5, 3.1.4-3), with its queue and the answers in it; so a client id belongs to
 * the user that came with it first for as long as the session exists, also while the client is away
 * and over restarts. Safe for threads.
 */
final class Sessions {
  private static final Logger log = LoggerFactory.getLogger(Sessions.class);
  private static final long CONNECTING = Duration.ofSeconds(30).toNanos();

  /** The local operator is everybody on this machine. */
  private static final int OPERATORS = 50;

  /** What the broker holds of subscriptions in all it reads at every start, into a small heap. */
  private static final int MOST_FILTERS = 100_000;

  private final ClientLimits limits;
  private final int most;
  private final SessionOwners owners;
  private final Predicate<String> exists;
  private final Map<String, Session> sessions = new HashMap<>();
  private int filters;
  private long sought = Long.MIN_VALUE / 2;

  /** What becomes of a CONNECT. */
  enum Verdict {
    TAKEN,
    /** The client id is another user's. */
    OTHERS,
    /** The user has as many sessions as it may have, or the broker has. */
    TOO_MANY,
    /** Whose it is cannot be written down. */
    NOT_KEPT
  }

  private static final class Session {
    private final String owner;
    private final Set<String> filters = new HashSet<>();
    private int connecting;
    private int connected;
    private boolean lasting;
    private long at;

    Session(String owner, long at) {
      this.owner = owner;
      this.at = at;
    }
  }

  /**
   * No sessions yet.
   *
   * @param most sessions in all
   * @param exists whether the broker has a session of this client id
   */
  Sessions(ClientLimits limits, int most, SessionOwners owners, Predicate<String> exists) {
    this.limits = limits;
    this.most = most;
    this.owners = owners;
    this.exists = exists;
  }

  /** What outlived the last process, and may go on; nothing else is anybody's any more. */
  synchronized void resume(Map<String, String> owned, Map<String, Set<String>> subscribed) {
    owned.forEach(
        (client, owner) -> {
          Session session = new Session(owner, Long.MIN_VALUE / 2);
          session.lasting = true;
          session.filters.addAll(subscribed.getOrDefault(client, Set.of()));
          filters += session.filters.size();
          sessions.put(client, session);
        });
    owners.write(lasting());
  }

  /**
   * Takes the client id for this principal.
   *
   * @param lasting whether the session is to outlive the connection
   * @param clean whether what was in it goes (MQTT 5, 3.1.2.4)
   */
  synchronized Verdict take(
      String client, Principal principal, boolean lasting, boolean clean, long nanoTime) {
    String owner = principal.name();
    Session session = sessions.get(client);
    if (session != null && !session.owner.equals(owner)) {
      if (!over(client, session, nanoTime)) {
        return Verdict.OTHERS;
      }
      remove(client);
      session = null;
    }
    if (session == null) {
      if (!room(principal, nanoTime)) {
        return Verdict.TOO_MANY;
      }
      session = new Session(owner, nanoTime);
    }
    if (lasting && !session.lasting) {
      try {
        owners.add(client, owner, lasting());
      } catch (UncheckedIOException e) {
        log.warn("whose session '{}' is cannot be written down: {}", client, e.toString());
        return Verdict.NOT_KEPT;
      }
    }
    if (clean) {
      forget(session);
    }
    session.lasting = lasting;
    session.at = nanoTime;
    session.connecting++;
    sessions.put(client, session);
    return Verdict.TAKEN;
  }

  private boolean room(Principal principal, long nanoTime) {
    if (principal.equals(Principal.NODE)) {
      return true;
    }
    int its = limits.sessions() * (principal.equals(Principal.LOCAL) ? OPERATORS : 1);
    if (sessions.size() < most && count(principal.name()) < its) {
      return true;
    }
    if (sessions.size() >= most && nanoTime - sought > CONNECTING) {
      sought = nanoTime;
      removeIfOver(session -> true, nanoTime);
    } else {
      removeIfOver(session -> session.owner.equals(principal.name()), nanoTime);
    }
    return sessions.size() < most && count(principal.name()) < its;
  }

  private void removeIfOver(Predicate<Session> among, long nanoTime) {
    sessions.entrySet().stream()
        .filter(entry -> among.test(entry.getValue()))
        .filter(entry -> over(entry.getKey(), entry.getValue(), nanoTime))
        .map(Map.Entry::getKey)
        .toList()
        .forEach(this::remove);
  }

  private long count(String owner) {
    return sessions.values().stream().filter(session -> session.owner.equals(owner)).count();
  }

  /** What this node itself connects with stays its own, whether it is connected or not. */
  private boolean over(String client, Session session, long nanoTime) {
    return session.connected == 0
        && !session.owner.equals(Principal.NODE.name())
        && nanoTime - session.at > CONNECTING
        && !exists.test(client);
  }

  private Map<String, String> lasting() {
    Map<String, String> all = new HashMap<>();
    sessions.forEach(
        (client, session) -> {
          if (session.lasting) {
            all.put(client, session.owner);
          }
        });
    return all;
  }

  /** The client is in. */
  synchronized void connected(String client, Principal principal, long nanoTime) {
    Session session =
        sessions.computeIfAbsent(client, id -> new Session(principal.name(), nanoTime));
    session.connecting = Math.max(0, session.connecting - 1);
    session.connected++;
    session.at = nanoTime;
  }

  /** The client is gone; one that takes its own session over has come before it went. */
  synchronized void disconnected(String client, long nanoTime) {
    Session session = sessions.get(client);
    if (session == null) {
      return;
    }
    session.connected = Math.max(0, session.connected - 1);
    session.at = nanoTime;
    boolean unused = session.connected == 0 && session.connecting == 0;
    if (unused && !session.lasting && !session.owner.equals(Principal.NODE.name())) {
      remove(client);
    }
  }

  /** One more subscription of a session; false: it has as many as it may have. */
  synchronized boolean subscribe(String client, String filter) {
    Session session = sessions.get(client);
    if (session == null || session.filters.contains(filter)) {
      return session != null;
    }
    boolean own = session.owner.equals(Principal.NODE.name());
    if (!own && (session.filters.size() >= limits.subscriptions() || filters >= MOST_FILTERS)) {
      return false;
    }
    filters++;
    return session.filters.add(filter);
  }

  synchronized void unsubscribe(String client, String filter) {
    Session session = sessions.get(client);
    if (session != null && session.filters.remove(filter)) {
      filters--;
    }
  }

  private void remove(String client) {
    Session session = sessions.remove(client);
    if (session != null) {
      forget(session);
    }
  }

  private void forget(Session session) {
    filters -= session.filters.size();
    session.filters.clear();
  }
}
