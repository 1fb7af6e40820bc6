package io.parley.routine;

import io.parley.message.Shown;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Trees on their way into and out of one evaluation. The library sorts and compares numbers of one
 * class only, so all go in as doubles; what comes out unchanged comes out as it came in, {@code
 * 81.50} and all.
 */
final class PlainTrees {
  private static final int MOST_DEPTH = 16;
  private static final int MOST_NODES = 4_000;
  private static final int MOST_CHARACTERS = 32_768;
  private static final MathContext DIGITS = new MathContext(12);

  private final Map<Double, Number> cameIn = new HashMap<>();
  private int nodes;
  private int characters;

  /** A copy that the library may keep or change. */
  Object in(Object tree) {
    if (tree instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> copy = new LinkedHashMap<>();
      map.forEach((key, value) -> copy.put(String.valueOf(key), value == null ? null : in(value)));
      return copy;
    }
    if (tree instanceof List<?> list) {
      List<@Nullable Object> copy = new ArrayList<>(list.size());
      list.forEach(value -> copy.add(value == null ? null : in(value)));
      return copy;
    }
    if (tree instanceof Number number) {
      cameIn.putIfAbsent(number.doubleValue(), number);
      return number.doubleValue();
    }
    return tree;
  }

  /**
   * A plain copy of what an expression gave.
   *
   * @throws RoutineException if it is too large or no data
   */
  Object out(Object result) {
    return out(result, 0);
  }

  private Object out(Object value, int depth) {
    if (depth > MOST_DEPTH || ++nodes > MOST_NODES || characters > MOST_CHARACTERS) {
      throw new RoutineException(
          "output",
          "reply must have at most %d nodes, %d deep, %d characters"
              .formatted(MOST_NODES, MOST_DEPTH, MOST_CHARACTERS));
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> copy = new LinkedHashMap<>();
      map.forEach((key, part) -> copy.put(text(String.valueOf(key)), part(part, depth)));
      return copy;
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> copy = new ArrayList<>(list.size());
      list.forEach(part -> copy.add(part(part, depth)));
      return copy;
    }
    if (value instanceof String text) {
      return text(text);
    }
    if (value instanceof Number number) {
      return number(number);
    }
    if (value instanceof Boolean) {
      return value;
    }
    throw new RoutineException(
        "output", "'%s' is no data".formatted(Shown.shortened(value.getClass().getSimpleName())));
  }

  private @Nullable Object part(@Nullable Object part, int depth) {
    return part == null ? null : out(part, depth + 1);
  }

  private String text(String text) {
    characters += text.length();
    return text;
  }

  /** Sums of decimals end in digits that nobody measured; twelve of them are meant. */
  private Number number(Number given) {
    double number = given.doubleValue();
    if (!Double.isFinite(number)) {
      throw new RoutineException("output", "number '%s' must be finite".formatted(number));
    }
    Number original = cameIn.get(number);
    if (original != null) {
      return original;
    }
    if (number == Math.rint(number) && Math.abs(number) < 1e15) {
      return (long) number;
    }
    // The shortest text of a double lies within half a unit of its last place: where that has few
    // digits, rounding the exact value gives the same ones.
    BigDecimal shortest = BigDecimal.valueOf(number);
    BigDecimal meant =
        shortest.precision() <= DIGITS.getPrecision()
            ? shortest
            : new BigDecimal(number).round(DIGITS);
    return meant.stripTrailingZeros();
  }
}
