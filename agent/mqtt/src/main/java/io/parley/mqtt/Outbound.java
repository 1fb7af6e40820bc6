package io.parley.mqtt;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What is to be sent: a bounded queue, and a window of what is under way. The window is one less
 * than the broker's Receive Maximum, since a client that fills it to the brim is told off by its
 * own library (Paho's 32202) or by the broker. All but {@link #admit} on the session's thread.
 */
final class Outbound {
  /** A message that was under way at so many losses in a row is what the broker hangs up on. */
  static final int MOST_LOSSES = 5;

  private final SessionOptions options;
  private final LongSupplier nanos;
  private final Deque<Outgoing> waiting = new ArrayDeque<>();
  private final Set<Outgoing> underWay = new LinkedHashSet<>();
  private final AtomicInteger count = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();
  private @Nullable Link link;
  private int window;

  Outbound(SessionOptions options, LongSupplier nanos) {
    this.options = options;
    this.nanos = nanos;
  }

  /** One message on its way, from any thread; its future fails at once where too much waits. */
  Outgoing admit(MqttMessage message, Sender sender) {
    Long expiry = message.expirySeconds();
    Long until = expiry == null ? null : nanos.getAsLong() + TimeUnit.SECONDS.toNanos(expiry);
    Outgoing outgoing =
        new Outgoing(message, until, sender, new CompletableFuture<>(), new AtomicInteger());
    int size = message.payload().length;
    int messages = count.incrementAndGet();
    long total = bytes.addAndGet(size);
    if (messages > options.mostWaiting() || total > options.mostWaitingBytes()) {
      outgoing
          .done()
          .completeExceptionally(
              MqttFailure.of(
                  "publish to %s refused: %d messages wait already (most %d) with %d bytes (most %d)"
                      .formatted(
                          message.topic(),
                          messages - 1,
                          options.mostWaiting(),
                          total - size,
                          options.mostWaitingBytes())));
    }
    var unused =
        outgoing
            .done()
            .whenComplete(
                (puback, error) -> {
                  count.decrementAndGet();
                  bytes.addAndGet(-size);
                });
    return outgoing;
  }

  void add(Outgoing outgoing) {
    if (!outgoing.done().isDone()) {
      waiting.add(outgoing);
      pump();
    }
  }

  /** A connection is there: send. */
  void start(Link newLink) {
    link = newLink;
    window = Math.max(1, newLink.granted().receiveMaximum() - 1);
    pump();
  }

  /** The connection is gone: what was under way goes back to the front, in order. */
  void stop() {
    link = null;
    List<Outgoing> again = new ArrayList<>(underWay);
    underWay.clear();
    for (int i = again.size() - 1; i >= 0; i--) {
      Outgoing outgoing = again.get(i);
      if (outgoing.losses().incrementAndGet() < MOST_LOSSES) {
        waiting.addFirst(outgoing);
      } else {
        outgoing.giveUp();
      }
    }
  }

  /** Ends the waiting of what has expired. */
  void sweep() {
    for (Iterator<Outgoing> each = waiting.iterator(); each.hasNext(); ) {
      Outgoing outgoing = each.next();
      if (outgoing.expired(nanos.getAsLong())) {
        each.remove();
        outgoing.expire();
      }
    }
  }

  /** Ends everything. */
  void fail(MqttFailure why) {
    stop();
    waiting.forEach(outgoing -> outgoing.done().completeExceptionally(why));
    waiting.clear();
  }

  /** To be called on the session's thread when the library knows the outcome. */
  void ended(Link from, Outgoing outgoing, @Nullable Puback puback, @Nullable Throwable error) {
    if (from != link || !underWay.contains(outgoing)) {
      return; // of an earlier connection: it is sent again
    }
    MqttFailure refused = MqttFailure.byBroker(error);
    if (puback != null) {
      outgoing.done().complete(puback);
    } else if (refused != null) {
      outgoing.done().completeExceptionally(refused);
    } else {
      return; // the connection is breaking: its loss puts the message back into the queue
    }
    underWay.remove(outgoing);
    pump();
  }

  private void pump() {
    Link current = link;
    while (current != null && underWay.size() < window && !waiting.isEmpty()) {
      Outgoing outgoing = waiting.removeFirst();
      long now = nanos.getAsLong();
      if (outgoing.expired(now)) {
        outgoing.expire();
      } else {
        underWay.add(outgoing);
        outgoing.sender.send(current, outgoing, outgoing.remaining(now));
      }
    }
  }

  /** Sends one message over a link. */
  interface Sender {
    void send(Link link, Outgoing outgoing, MqttMessage message);
  }

  /**
   * A message on its way.
   *
   * @param message as it was given
   * @param until when it is no longer worth sending, in nanoseconds of the session's clock
   * @param sender sends it over a link
   * @param done completes with its PUBACK
   * @param losses how often the connection was lost while it was under way
   */
  record Outgoing(
      MqttMessage message,
      @Nullable Long until,
      Sender sender,
      CompletableFuture<Puback> done,
      AtomicInteger losses) {
    boolean expired(long now) {
      return until != null && until - now <= 0;
    }

    void expire() {
      done.completeExceptionally(
          MqttFailure.of("publish to %s expired before it was sent".formatted(message.topic())));
    }

    void giveUp() {
      done.completeExceptionally(
          MqttFailure.of(
              "publish of %d bytes to %s was never acknowledged: the connection was lost %d times"
                  .formatted(message.payload().length, message.topic(), MOST_LOSSES)));
    }

    /** The message with the expiry that is left, rounded up. */
    MqttMessage remaining(long now) {
      long second = TimeUnit.SECONDS.toNanos(1);
      return until == null ? message : message.withExpiry((until - now + second - 1) / second);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }
  }
}
