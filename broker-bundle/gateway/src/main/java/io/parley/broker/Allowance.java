package io.parley.broker;

/** What one user may still spend. */
final class Allowance {
  /** So many refusals a second are answered; the rest only show in the PUBACK and the counts. */
  private static final int ANSWERED_REFUSALS = 10;

  private final TokenBucket questions;
  private final TokenBucket bytes;
  private final TokenBucket refusals;

  Allowance(BrokerLimits limits, long nanoTime) {
    questions = new TokenBucket(limits.questionsPerSecond(), nanoTime);
    bytes = new TokenBucket(limits.bytesPerSecond(), nanoTime);
    refusals = new TokenBucket(ANSWERED_REFUSALS, nanoTime);
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
