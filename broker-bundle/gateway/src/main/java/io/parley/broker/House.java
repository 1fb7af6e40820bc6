package io.parley.broker;

import com.hivemq.bootstrap.ClientConnectionContext;
import com.hivemq.extension.sdk.api.client.parameter.ConnectionInformation;
import com.hivemq.extension.sdk.api.parameter.ClientBasedInput;
import com.hivemq.extension.sdk.api.services.session.ClientService;
import com.hivemq.extensions.client.parameter.ConnectionAttributes;
import io.parley.access.AccessRules;
import io.parley.access.Principal;
import io.parley.access.Rights;
import io.parley.access.Who;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What all the doors of one broker share. Who a connection belongs to is kept in the connection's
 * own attributes, so that a second one under the same client id never speaks with the first one's
 * rights.
 */
final class House {
  private static final String PRINCIPAL = "parley.principal";
  private static final String OWNERS = "session-owners";
  private static final int SECRET_BYTES = 24;

  private final AccessRules access;
  private final BrokerLimits limits;
  private final BrokerEvents events;
  private final Sessions sessions;
  private final SessionOwners owners;
  private final RetainedTopics retained;
  private final Allowances allowances;
  private final BoundLog bounds;
  private final LongSupplier nanoTime;
  private final String secret;
  private final Map<String, UnderWay> underWay = new ConcurrentHashMap<>();
  private volatile Predicate<String> exists = client -> false;
  private volatile boolean open;

  /**
   * The rules of one broker.
   *
   * @param data where it keeps its sessions; null: in memory
   */
  House(
      AccessRules access,
      BrokerLimits limits,
      BrokerEvents events,
      @Nullable Path data,
      LongSupplier nanoTime) {
    this.access = access;
    this.limits = limits;
    this.events = events;
    this.nanoTime = nanoTime;
    this.owners = new SessionOwners(data == null ? null : data.resolve(OWNERS));
    this.sessions =
        new Sessions(
            limits.client(), 2 * limits.connections(), owners, client -> exists.test(client));
    this.retained = new RetainedTopics(limits.client().retainedTopics(), nanoTime.getAsLong());
    this.allowances = new Allowances(limits, nanoTime);
    this.bounds = new BoundLog(events, nanoTime.getAsLong());
    byte[] random = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(random);
    this.secret = HexFormat.of().formatHex(random);
  }

  AccessRules access() {
    return access;
  }

  Rights rights() {
    return access.rights();
  }

  BrokerLimits limits() {
    return limits;
  }

  BrokerEvents events() {
    return events;
  }

  Sessions sessions() {
    return sessions;
  }

  SessionOwners owners() {
    return owners;
  }

  /** Whether the broker has a session of this client id is asked there from now on. */
  void sessionsIn(ClientService clients) {
    exists =
        client -> clients.getSession(client).thenApply(Optional::isPresent).getNow(Boolean.TRUE);
  }

  RetainedTopics retained() {
    return retained;
  }

  Allowances allowances() {
    return allowances;
  }

  BoundLog bounds() {
    return bounds;
  }

  /** Counts what the broker has of this client, from now on. */
  UnderWay begins(Who who) {
    UnderWay count = new UnderWay(allowances.of(who).underWay());
    underWay.put(who.client(), count);
    return count;
  }

  void ends(Who who, UnderWay count) {
    underWay.remove(who.client(), count);
    count.closed();
  }

  /** A message of this client is refused, or through the last question whether it may pass. */
  void decided(String client) {
    UnderWay count = underWay.get(client);
    if (count != null) {
      count.decided();
    }
  }

  /** A client that was let in has reached a bound. */
  void reached(Bound bound, Who who, String source, String rule) {
    bounds.reached(bound, who.principal().name(), who.client(), source, rule, nanoTime());
  }

  String retainedRule() {
    int topics = limits.client().retainedTopics();
    return "topics with a retained message of one user must be at most %d, with %d bytes in all"
        .formatted(topics, topics * RetainedTopics.BYTES_OF_A_TOPIC);
  }

  long nanoTime() {
    return nanoTime.getAsLong();
  }

  /** What this node's own clients give as their password; new at every start. */
  String secret() {
    return secret;
  }

  boolean open() {
    return open;
  }

  void open(boolean now) {
    open = now;
  }

  void admit(ConnectionInformation connection, Principal principal) {
    connection.getConnectionAttributeStore().putAsString(PRINCIPAL, principal.name());
  }

  /** The address that a connection comes from, as it is told. */
  static String source(ConnectionInformation connection) {
    return connection.getInetAddress().map(Connections::source).orElse("-");
  }

  /** Whether what this connection sends is counted before anything is done with it. */
  static boolean throttled(ConnectionInformation connection) {
    return connection.getConnectionAttributeStore().get(InboundThrottle.MARK).isPresent();
  }

  /** The name of the principal that was let in by this connection; null: nobody was. */
  static @Nullable String principal(ClientConnectionContext connection) {
    ConnectionAttributes attributes = connection.getConnectionAttributes();
    return attributes == null
        ? null
        : attributes
            .get(PRINCIPAL)
            .map(name -> StandardCharsets.UTF_8.decode(name).toString())
            .orElse(null);
  }

  /** Who sends this; empty if nobody let it in, which no packet of a client can be. */
  Optional<Who> who(ClientBasedInput input) {
    return input
        .getConnectionInformation()
        .getConnectionAttributeStore()
        .getAsString(PRINCIPAL)
        .flatMap(access::named)
        .map(principal -> new Who(principal, input.getClientInformation().getClientId()));
  }
}
