package io.parley.broker;

import java.util.concurrent.atomic.AtomicInteger;

/** What one user may still spend. */
final class Allowance {
  /** So many refusals a second are answered; the rest only show in the PUBACK and the counts. */
  private static final int ANSWERED_REFUSALS = 10;

  /** A user has several devices; together they may send as much as so many connections. */
  private static final int CONNECTIONS = 4;

  private final AtomicInteger underWay = new AtomicInteger();
  private final TokenBucket messages;
  private final TokenBucket questions;
  private final TokenBucket bytes;
  private final TokenBucket refusals;

  Allowance(BrokerLimits limits, long nanoTime) {
    messages =
        new TokenBucket(limits.client().messagesPerSecond() * (double) CONNECTIONS, nanoTime);
    questions = new TokenBucket(limits.questionsPerSecond(), nanoTime);
    bytes = new TokenBucket(limits.bytesPerSecond(), nanoTime);
    refusals = new TokenBucket(ANSWERED_REFUSALS, nanoTime);
  }

  /** How many messages the broker has of this user and has not decided on. */
  AtomicInteger underWay() {
    return underWay;
  }

  /** Packets of all connections of the user, whatever they hold. */
  TokenBucket messages() {
    return messages;
  }

  /** Takes it; the nanoseconds until it can be afforded, 0: it is taken. */
  long spend(int payloadBytes, boolean question, long nanoTime) {
    long wait = bytes.take(payloadBytes, nanoTime);
    return wait > 0 || !question ? wait : questions.take(1, nanoTime);
  }

  boolean mayBeToldOfARefusal(long nanoTime) {
    return refusals.take(1, nanoTime) == 0;
  }
}
