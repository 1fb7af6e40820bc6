package io.parley.ingest;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Holds the times that devices stamp on their values against those of arrival: a clock that lost
 * its time or runs ahead must not freeze a series. Safe for any thread.
 */
final class DeviceClocks {
  private static final Duration AHEAD = Duration.ofMinutes(2);

  /** Parley is younger, and clocks that lost their time start before. */
  private static final Instant EARLIEST = Instant.parse("2020-01-01T00:00:00Z");

  /** What is older may be a store that is sent on, or a clock that is wrong. */
  private static final Duration OLD = Duration.ofDays(1);

  /** A clock is told from a store by values this far apart. */
  private static final Duration APART = Duration.ofSeconds(5);

  private static final int MOST = 10_000;

  private final Map<String, Behind> behind =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Behind> eldest) {
          return size() > MOST;
        }
      };

  private record Behind(Instant arrival, Duration by) {}

  /**
   * When a value was measured, as far as its stamp can be believed; never after its arrival.
   *
   * @param source the series
   * @param stamp what the device says
   * @param odd hears what is wrong with the stamp
   */
  Instant measured(String source, Instant stamp, Instant arrival, Consumer<Noted> odd) {
    if (stamp.isAfter(arrival)) {
      if (stamp.isAfter(arrival.plus(AHEAD))) {
        odd.accept(Noted.CLOCK_AHEAD);
      }
      return arrival;
    }
    if (stamp.isBefore(EARLIEST)) {
      odd.accept(Noted.CLOCK_UNSET);
      return arrival;
    }
    if (wrong(source, Duration.between(stamp, arrival), arrival)) {
      odd.accept(Noted.CLOCK_BEHIND);
      return arrival;
    }
    return stamp;
  }

  /** Whether stamps are as much behind as before, though time passed: a store would catch up. */
  private synchronized boolean wrong(String source, Duration by, Instant arrival) {
    if (by.compareTo(OLD) <= 0) {
      behind.remove(source);
      return false;
    }
    Behind before = behind.get(source);
    if (before != null) {
      Duration passed = Duration.between(before.arrival(), arrival);
      Duration drift = by.minus(before.by()).abs();
      if (drift.compareTo(passed.dividedBy(10).plusSeconds(1)) <= 0) {
        return passed.compareTo(APART) >= 0;
      }
    }
    behind.put(source, new Behind(arrival, by));
    return false;
  }
}
