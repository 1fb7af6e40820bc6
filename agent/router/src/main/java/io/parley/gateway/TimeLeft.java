package io.parley.gateway;

import io.parley.message.Life;
import java.time.Duration;
import java.time.Instant;

/** How a question's time is divided along its way. */
final class TimeLeft {
  private static final int EXPERT_PART = 3;

  private TimeLeft() {}

  /**
   * Each node keeps back max(300 ms, 5 %) of the time for its own answer, but never more than half
   * of it: a routine answers within milliseconds.
   */
  static Instant workUntil(Instant received, Instant expires) {
    Duration life = Duration.between(received, expires);
    Duration reserve = life.minus(Life.forNext(life));
    Duration half = Duration.ofMillis(life.toMillis() / 2);
    if (reserve.compareTo(half) > 0) {
      reserve = half;
    }
    return expires.minus(reserve);
  }

  /** Experts get at most a third of the time left. */
  static Instant expertUntil(Instant now, Instant workUntil) {
    return now.plus(Duration.between(now, workUntil).dividedBy(EXPERT_PART));
  }
}
