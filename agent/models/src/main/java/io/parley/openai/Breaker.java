package io.parley.openai;

import java.time.Duration;

/**
 * A circuit breaker: after some failures in a row nobody is let through for a while, then one,
 * whose fate decides.
 */
final class Breaker {
  private final int failures;
  private final long restNanos;
  private int inRow;
  private boolean open;
  private boolean trying;
  private long openedAt;

  Breaker(int failures, Duration rest) {
    this.failures = failures;
    this.restNanos = rest.toNanos();
  }

  /** Whether a call may go through now; if so, its fate must be told. */
  synchronized boolean enter(long now) {
    if (!open) {
      return true;
    }
    if (trying || now - openedAt < restNanos) {
      return false;
    }
    trying = true;
    return true;
  }

  synchronized void succeeded() {
    inRow = 0;
    open = false;
    trying = false;
  }

  synchronized void failed(long now) {
    inRow++;
    if (trying || inRow >= failures) {
      open = true;
      openedAt = now;
    }
    trying = false;
  }

  /** The call ended in a way that tells nothing of the server. */
  synchronized void abandoned() {
    trying = false;
  }

  synchronized boolean open() {
    return open;
  }
}
