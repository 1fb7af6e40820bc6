package io.parley.bench.engine;

import java.time.Duration;

/** On a slow or busy machine a bench makes fewer runs rather than longer ones. */
final class Budget {
  private static final int LEAST = 1;

  private final long nanos;
  private final long begun = System.nanoTime();

  Budget(Duration most) {
    this.nanos = most.toNanos();
  }

  /**
   * Whether the run of this number, from 0, may begin: the least always, others if they will fit.
   */
  boolean allows(int run) {
    return run <= LEAST || (System.nanoTime() - begun) / run * (run + 1) < nanos;
  }
}
