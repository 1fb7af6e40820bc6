package io.parley.routine;

import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one evaluation may use: steps stand for time, so that the limit falls on the same step on
 * every machine; the size of each result, and of all of them together, stands for memory.
 */
final class Meter {
  private static final int MOST_STEPS = 50_000;
  private static final int MOST_DEPTH = 150;
  private static final int LONGEST_TEXT = 8_192;
  private static final int MOST_ITEMS = 2_000;
  private static final long MOST_WEIGHT = 1_000_000;

  private int steps;
  private int depth;
  private long weight;
  private @Nullable RoutineException broken;

  void entered() {
    depth++;
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

  private void stop(String rule, String message) {
    broken = new RoutineException(rule, message);
    throw broken;
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
