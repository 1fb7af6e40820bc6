package io.parley.ladder;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was refused, by the rule it broke: counted always, logged at most once a second a rule. */
final class Refusals {
  private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
  private static final Duration QUIET = Duration.ofSeconds(1);

  private final Clock clock;
  private final Map<String, Count> counts = new ConcurrentHashMap<>();

  private record Count(long times, Instant logged) {}

  Refusals(Clock clock) {
    this.clock = clock;
  }

  /** Takes note; {@code what} and {@code why} must not hold a payload. */
  void note(String rule, String what, String why) {
    Instant now = clock.instant();
    counts.compute(
        rule,
        (key, old) -> {
          if (old == null || !old.logged().plus(QUIET).isAfter(now)) {
            LOG.warn("refused {}: rule {}: {}", what, rule, why);
            return new Count(old == null ? 1 : old.times() + 1, now);
          }
          return new Count(old.times() + 1, old.logged());
        });
  }

  Map<String, Long> counts() {
    Map<String, Long> copy = new TreeMap<>();
    counts.forEach((rule, count) -> copy.put(rule, count.times()));
    return copy;
  }
}
