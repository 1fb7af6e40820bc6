package io.parley.mqtt;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one link alive: connects, tries again with jitter, and notices a line that is dead without
 * saying so. Everything on the session's thread; each connection has a number, so that a late word
 * of an earlier one is not taken for the present one's.
 */
final class Lifeline {
  private static final Logger LOG = LoggerFactory.getLogger(Lifeline.class);
  private static final Duration FAREWELL = Duration.ofSeconds(2);

  private final SessionOptions options;
  private final Link.Opener opener;
  private final SessionThreads threads;
  private final Owner owner;
  private final RandomGenerator random = RandomGenerator.getDefault();
  private @Nullable Link link;
  private @Nullable CompletableFuture<Link> opening;
  private int number;
  private boolean up;
  private boolean everUp;
  private boolean ended;
  private boolean heartbeatUnderWay;
  private boolean outageTold;
  private Duration lastWait;

  Lifeline(SessionOptions options, Link.Opener opener, SessionThreads threads, Owner owner) {
    this.options = options;
    this.opener = opener;
    this.threads = threads;
    this.owner = owner;
    lastWait = options.backoff().least();
  }

  /** What the session does with the link. */
  interface Owner {
    /** Hears what comes in; on the library's thread. */
    void arrived(MqttMessage message, int qos, Runnable acknowledge);

    /** Subscribes; completes when all are answered. */
    CompletableFuture<Void> prepare(Link link);

    /** Connected and subscribed. */
    void up(Link link);

    /** No longer connected. */
    void down();

    /** An attempt failed; another follows. */
    void failed(MqttFailure why);
  }

  /** The link, from its CONNACK to its loss. */
  @Nullable Link link() {
    return link;
  }

  boolean up() {
    return up;
  }

  void begin() {
    threads.every(options.keepAlive(), this::beat);
    attempt();
  }

  /** A normal DISCONNECT, then CONNECT. */
  void renew() {
    Link current = link;
    if (current != null) {
      leave();
      var unused =
          disconnected(current, false).whenComplete((ok, error) -> threads.run(this::attempt));
    }
  }

  /** The end; completes when the link is gone. */
  CompletableFuture<Void> end() {
    ended = true;
    number++;
    Link last = link;
    CompletableFuture<Link> pending = opening;
    link = null;
    up = false;
    if (pending != null) {
      pending.completeExceptionally(MqttFailure.of("the session is closed"));
    }
    return last == null
        ? CompletableFuture.completedFuture(null)
        : disconnected(last, !options.lasting());
  }

  private void attempt() {
    if (ended || link != null || opening != null) {
      return;
    }
    int mine = ++number;
    boolean cleanStart = (!everUp && !options.lasting()) || options.sessionExpiry().isZero();
    CompletableFuture<Link> attempt;
    try {
      attempt = opener.open(options, cleanStart, options.will().get(), new LinkEvents(mine));
    } catch (RuntimeException e) {
      attempt = CompletableFuture.failedFuture(e);
    }
    opening = attempt;
    var unused =
        limited(attempt)
            .whenComplete((opened, error) -> threads.run(() -> opened(mine, opened, error)));
  }

  private void opened(int mine, @Nullable Link opened, @Nullable Throwable error) {
    opening = null;
    if (mine != number || ended) {
      if (opened != null) {
        opened.drop();
      }
    } else if (opened == null) {
      failed(cause(error));
      retry();
    } else {
      link = opened;
      var unused =
          limited(owner.prepare(opened))
              .whenComplete((ok, e) -> threads.run(() -> prepared(mine, opened, e)));
    }
  }

  private void prepared(int mine, Link opened, @Nullable Throwable error) {
    if (mine != number || opened != link) {
      return;
    }
    if (error != null) {
      lost(mine, MqttFailure.of("the broker did not answer SUBSCRIBE", error));
      return;
    }
    everUp = true;
    up = true;
    outageTold = false;
    lastWait = options.backoff().least();
    LOG.info("connected to {} as {}", options.url(), options.clientId());
    owner.up(opened);
  }

  private void lost(int mine, Throwable why) {
    if (mine != number || ended || link == null) {
      return; // of an earlier connection, or of an attempt, which fails by itself
    }
    LOG.warn("lost {}: {}", options.url(), String.valueOf(why));
    link.drop();
    leave();
    retry();
  }

  private void leave() {
    number++;
    link = null;
    heartbeatUnderWay = false;
    if (up) {
      up = false;
      owner.down();
    }
  }

  private void failed(@Nullable Throwable why) {
    MqttFailure failure =
        why instanceof MqttFailure known
            ? known
            : why instanceof TimeoutException
                ? MqttFailure.of("no CONNACK from %s in time".formatted(options.url()), why)
                : MqttFailure.of(
                    "cannot connect to %s: %s".formatted(options.url(), why),
                    why == null ? new IllegalStateException() : why);
    if (!outageTold) {
      outageTold = true;
      LOG.warn("{}; trying on", failure.getMessage());
    }
    owner.failed(failure);
  }

  private void retry() {
    lastWait = options.backoff().next(lastWait, random);
    threads.after(lastWait, this::attempt);
  }

  /**
   * An UNSUBSCRIBE of what was never subscribed: every broker answers it, nobody needs a right for
   * it, and its answer takes the whole way through the library, which a ping does not.
   */
  private void beat() {
    Link current = link;
    if (current == null || !up || heartbeatUnderWay) {
      return;
    }
    int mine = number;
    heartbeatUnderWay = true;
    var unused =
        limited(current.unsubscribe("parley-heartbeat/" + options.clientId()))
            .whenComplete((ok, error) -> threads.run(() -> beaten(mine, cause(error))));
  }

  private void beaten(int mine, @Nullable Throwable error) {
    if (mine == number) {
      heartbeatUnderWay = false;
      if (error instanceof TimeoutException) {
        lost(mine, MqttFailure.of("no answer to the heartbeat", error));
      }
    }
  }

  private <T> CompletableFuture<T> limited(CompletableFuture<T> future) {
    return future.orTimeout(options.connectTimeout().toMillis(), TimeUnit.MILLISECONDS);
  }

  private static CompletableFuture<Void> disconnected(Link link, boolean forget) {
    return link.disconnect(forget).orTimeout(FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
  }

  static @Nullable Throwable cause(@Nullable Throwable error) {
    return error instanceof CompletionException && error.getCause() != null
        ? error.getCause()
        : error;
  }

  private final class LinkEvents implements Link.Events {
    private final int mine;

    LinkEvents(int mine) {
      this.mine = mine;
    }

    @Override
    public void arrived(MqttMessage message, int qos, Runnable acknowledge) {
      owner.arrived(message, qos, acknowledge);
    }

    @Override
    public void lost(Throwable why) {
      threads.run(() -> Lifeline.this.lost(mine, why));
    }
  }
}
