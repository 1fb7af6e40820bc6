package io.parley.message;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How long a question lives and what of it is passed on (spec clauses ). */
public final class Life {
  private static final long LEAST_KEPT_BACK_MS = 300;

  private Life() {}

  /**
   * The time a question has left when it comes in: {@code needs.ms}, but no more than what the
   * broker left of the Message Expiry Interval, else that alone, else 30 s; a day at most.
   *
   * @param ms {@code needs.ms}, absent if not given
   * @param messageExpirySeconds what the broker left of the interval, absent if not given
   */
  public static Duration left(@Nullable Long ms, @Nullable Long messageExpirySeconds) {
    if (ms == null && messageExpirySeconds == null) {
      return Duration.ofMillis(Needs.DEFAULT_MS);
    }
    long byMs = ms == null ? Needs.LONGEST_MS : ms;
    long byExpiry =
        messageExpirySeconds == null
            ? Needs.LONGEST_MS
            : Math.min(messageExpirySeconds, Needs.LONGEST_MS / 1000) * 1000;
    return Duration.ofMillis(Math.min(Math.min(byMs, byExpiry), Needs.LONGEST_MS));
  }

  /** What the node above gets of the time left: all but max(300 ms, 5 %); zero if nothing stays. */
  public static Duration forNext(Duration left) {
    long ms = left.toMillis();
    return Duration.ofMillis(Math.max(0, ms - Math.max(ms / 20, LEAST_KEPT_BACK_MS)));
  }

  /** The Message Expiry Interval that goes with a time: in seconds, rounded up. */
  public static long messageExpirySeconds(Duration left) {
    return Math.max(0, (left.toMillis() + 999) / 1000);
  }
}
