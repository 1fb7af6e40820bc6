package io.parley.history;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long a series was in a state.
 *
 * @param value the value: a text, a boolean or a number
 * @param state its canonical state where it is one
 * @param in for how long, all times together
 * @param entries how often it was entered
 */
public record StateTime(Object value, @Nullable String state, Duration in, long entries) {
  static StateTime of(Rollup.Tally tally) {
    return new StateTime(
        tally.value.value(),
        tally.value.state(),
        Duration.ofMillis(Math.round(tally.ms)),
        tally.entries);
  }
}
