package io.parley.broker;

import io.parley.access.Who;

/** A client that was let in, with what it has left to spend; one for each connection. */
final class Guest {
  /** So many refusals a second are answered; the rest only show in the PUBACK and the counts. */
  private static final int ANSWERED_REFUSALS = 10;

  private final Who who;
  private final TokenBucket questions;
  private final TokenBucket bytes;
  private final TokenBucket refusals;

  Guest(Who who, BrokerLimits limits, long nanoTime) {
    this.who = who;
    questions = new TokenBucket(limits.questionsPerSecond(), nanoTime);
    bytes = new TokenBucket(limits.bytesPerSecond(), nanoTime);
    refusals = new TokenBucket(ANSWERED_REFUSALS, nanoTime);
  }

  Who who() {
    return who;
  }

  boolean maySpend(int payloadBytes, boolean question, long nanoTime) {
    return bytes.take(payloadBytes, nanoTime) && (!question || questions.take(1, nanoTime));
  }

  boolean mayBeToldOfARefusal(long nanoTime) {
    return refusals.take(1, nanoTime);
  }
}
