package io.parley.routine;

import java.util.Collection;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What one evaluation may use: steps stand for time, so that the limit falls on the same step on
 * every machine, with a limit of real time behind them; the size of each result, and of all of them
 * together, stands for memory.
 */
final class Meter {
  private static final int MOST_STEPS = 50_000;
  private static final int MOST_DEPTH = 150;
  private static final int LONGEST_TEXT = 8_192;
  private static final int MOST_ITEMS = 2_000;
  private static final long MOST_WEIGHT = 1_000_000;

  private static final long MOST_NANOS = 2_000_000_000L;
  private static final int STEPS_BETWEEN_LOOKS = 256;

  private final LongSupplier nanoTime;
  private final long started;
  private int steps;
  private int depth;
  private long weight;
  private @Nullable RoutineException broken;

  Meter() {
    this(System::nanoTime);
  }

  Meter(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    started = nanoTime.getAsLong();
  }

  void entered() {
    depth++;
    if (steps % STEPS_BETWEEN_LOOKS == 0 && nanoTime.getAsLong() - started > MOST_NANOS) {
      stop("time", "expression must end within 2 s");
    }
    if (++steps > MOST_STEPS) {
      stop("steps", "expression must end within %d steps".formatted(MOST_STEPS));
    }
    if (depth > MOST_DEPTH) {
      stop("depth", "expression must not go deeper than %d".formatted(MOST_DEPTH));
    }
  }

  void left(@Nullable Object result) {
    depth--;
    int size = size(result);
    weight += size;
    if (weight > MOST_WEIGHT
        || size > (result instanceof CharSequence ? LONGEST_TEXT : MOST_ITEMS)) {
      stop(
          "memory",
          "results must stay under %d characters, %d items and %d of both in all"
              .formatted(LONGEST_TEXT, MOST_ITEMS, MOST_WEIGHT));
    }
  }

  /** The limit that was broken; the library may have wrapped or replaced what was thrown. */
  @Nullable RoutineException broken() {
    return broken;
  }

  /** A call was given what it must not be; to be thrown. */
  RoutineException refused(String rule, String message) {
    RoutineException refused = new RoutineException(rule, message);
    broken = refused;
    return refused;
  }

  private void stop(String rule, String message) {
    throw refused(rule, message);
  }

  private static int size(@Nullable Object result) {
    if (result instanceof CharSequence text) {
      return text.length();
    } else if (result instanceof Collection<?> items) {
      return items.size();
    } else if (result instanceof Map<?, ?> map) {
      return map.size();
    }
    return 1;
  }
}
