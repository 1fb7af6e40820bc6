package io.parley.mqtt;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Decorrelated jitter: each wait is drawn between the least wait and three times the last one, up
 * to the longest, so that many nodes do not come back at the same moment.
 *
 * @param least the shortest wait, 1 ms or more
 * @param longest the longest wait, at least {@code least}
 */
public record Backoff(Duration least, Duration longest) {
  /** 250 ms to 30 s. */
  public static final Backoff USUAL = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(30));

  public Backoff {
    if (least.toMillis() < 1 || longest.compareTo(least) < 0) {
      throw new IllegalArgumentException(
          "backoff %s..%s must be 1 ms or more and ascend".formatted(least, longest));
    }
  }

  /** The wait after one of {@code last}. */
  public Duration next(Duration last, RandomGenerator random) {
    long from = least.toMillis();
    long to = Math.max(from + 1, Math.min(longest.toMillis(), 3 * last.toMillis()) + 1);
    return Duration.ofMillis(random.nextLong(from, to));
  }
}
