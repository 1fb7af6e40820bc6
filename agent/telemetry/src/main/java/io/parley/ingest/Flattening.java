package io.parley.ingest;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A tree as the values at its leaves, each with its path. */
final class Flattening {
  private static final List<String> VALUES = List.of("value", "val", "v");
  private static final Set<String> UNITS = Set.of("unit", "units", "uom", "unit_of_measurement");
  private static final int LONGEST_PATH = 512;

  private final int mostValues;
  private final int mostItems;
  private final Sink sink;
  private int values;

  /** Where the values go. */
  interface Sink {
    void value(String path, Object value, @Nullable String unit);
  }

  Flattening(int mostValues, int mostItems, Sink sink) {
    this.mostValues = mostValues;
    this.mostItems = mostItems;
    this.sink = sink;
  }

  /**
   * Hands over every value.
   *
   * @throws UnreadableException if there are more than are taken; the first ones were
   */
  void walk(@Nullable Object tree) throws UnreadableException {
    walk("", tree, null);
  }

  private void walk(String path, @Nullable Object node, @Nullable String unit)
      throws UnreadableException {
    if (node instanceof Map<?, ?> map) {
      String own = unitIn(map);
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        String key = entry.getKey().toString();
        if (own == null || !UNITS.contains(key)) {
          walk(below(path, key), entry.getValue(), VALUES.contains(key) ? own : null);
        }
      }
    } else if (node instanceof List<?> list) {
      for (int i = 0; i < Math.min(list.size(), mostItems); i++) {
        walk(below(path, Integer.toString(i)), list.get(i), null);
      }
    } else if (path.length() <= LONGEST_PATH) {
      Scalars.Scalar scalar = Scalars.ofLeaf(node).orElse(null);
      if (scalar != null) {
        take(path, scalar, unit);
      }
    }
  }

  private void take(String path, Scalars.Scalar scalar, @Nullable String unit)
      throws UnreadableException {
    if (values == mostValues) {
      throw new UnreadableException(
          Unreadable.TOO_MANY, "a message must hold at most %d values".formatted(mostValues));
    }
    values++;
    sink.value(path, scalar.value(), scalar.unit() == null ? unit : scalar.unit());
  }

  private static @Nullable String unitIn(Map<?, ?> map) {
    boolean measured = VALUES.stream().anyMatch(key -> map.get(key) instanceof Number);
    if (!measured) {
      return null;
    }
    return UNITS.stream()
        .map(map::get)
        .filter(String.class::isInstance)
        .map(String.class::cast)
        .findFirst()
        .orElse(null);
  }

  private static String below(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
