package io.parley.ingest;

import io.parley.knowledge.Ended;
import io.parley.knowledge.Naming;
import io.parley.knowledge.Units;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A tree as the values at its leaves, each with its path. */
final class Flattening {
  private static final List<String> VALUES = List.of("value", "val", "v");
  private static final Set<String> UNIT_KEYS =
      Set.of("unit", "units", "uom", "unit_of_measurement");

  /** A key that gives the unit of what its beginning names, e.g. {@code TempUnit}. */
  private static final Pattern UNIT_OF =
      Pattern.compile("(?i)(.+?)(?:_unit|_units|_uom|_unit_of_measurement|(?<=\\p{Ll})Units?)");

  private static final List<String> NAMES =
      List.of("friendly_name", "friendlyName", "deviceName", "name", "label", "title");
  private static final int LONGEST_PATH = 512;
  private static final int LONGEST_LABEL = 60;

  private final int mostValues;
  private final int mostItems;
  private final Sink sink;
  private int values;

  /** Where the values go. */
  interface Sink {
    void value(String path, String inWords, Object value, @Nullable String unit);

    void none(String path, Ended.Why why);
  }

  /**
   * Where in the tree.
   *
   * @param path the keys, joined by dots
   * @param inWords the same with names in place of indices
   * @param units the units that keys above give, by quantity
   */
  private record Place(String path, String inWords, Map<String, String> units) {
    Place below(String key, String word, Map<String, String> more) {
      return new Place(
          path.isEmpty() ? key : path + "." + key,
          inWords.isEmpty() ? word : inWords + "." + word,
          more);
    }
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
    walk(new Place("", "", Map.of()), tree, null);
  }

  private void walk(Place place, @Nullable Object node, @Nullable String unit)
      throws UnreadableException {
    if (node instanceof Map<?, ?> map) {
      walk(place, map);
    } else if (node instanceof List<?> list) {
      for (int i = 0; i < Math.min(list.size(), mostItems); i++) {
        String index = Integer.toString(i);
        walk(place.below(index, name(list, i), place.units()), list.get(i), null);
      }
    } else if (place.path().length() <= LONGEST_PATH) {
      Scalars.Scalar scalar = Scalars.ofLeaf(node).orElse(null);
      if (scalar == null) {
        sink.none(place.path(), Scalars.why(node));
      } else {
        take(place, scalar, unit);
      }
    }
  }

  private void walk(Place place, Map<?, ?> map) throws UnreadableException {
    String own = unitIn(map);
    boolean measured = VALUES.stream().anyMatch(key -> map.get(key) instanceof Number);
    Map<String, String> exact = new HashMap<>();
    Map<String, String> units = new HashMap<>(place.units());
    unitKeys(map, exact, units);
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      String key = entry.getKey().toString();
      if ((own != null && UNIT_KEYS.contains(key))
          || exact.containsKey("=" + key)
          || fahrenheit(map, key)) {
        continue;
      }
      boolean number = entry.getValue() instanceof Number;
      String unit = exact.get(key);
      if (unit == null && own != null && (measured ? VALUES.contains(key) : number)) {
        unit = fitting(own, key);
      }
      if (unit == null && number) {
        unit = units.get(Naming.quantityOf(key));
      }
      walk(place.below(key, key, units), entry.getValue(), unit);
    }
  }

  /** Whether the same temperature stands beside it in degrees Celsius. */
  private static boolean fahrenheit(Map<?, ?> map, String key) {
    String stem = key.substring(0, Math.max(0, key.length() - 1));
    boolean same =
        (key.endsWith("F") && map.get(stem + "C") instanceof Number)
            || (key.endsWith("f") && map.get(stem + "c") instanceof Number)
            || (key.endsWith("_f")
                && map.get(key.substring(0, key.length() - 2)) instanceof Number);
    return same && (stem.equals("t") || Naming.quantityOf(stem).equals("temperature"));
  }

  private static @Nullable String fitting(String unit, String key) {
    return Units.fits(unit, Naming.quantityOf(key)) ? unit : null;
  }

  /** Units that stand in keys of their own; those keys themselves are marked by an equals sign. */
  private static void unitKeys(
      Map<?, ?> map, Map<String, String> exact, Map<String, String> units) {
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      String key = entry.getKey().toString();
      if (key.length() > LONGEST_LABEL || !(entry.getValue() instanceof String unit)) {
        continue;
      }
      var named = UNIT_OF.matcher(key);
      if (!named.matches() || unit.isBlank()) {
        continue;
      }
      String of = named.group(1);
      String quantity = Naming.quantityOf(of);
      if (map.containsKey(of)) {
        exact.put(of, unit);
        exact.put("=" + key, "");
      } else if (!quantity.isEmpty()) {
        units.put(quantity, unit);
        if (quantity.equals("temperature")) {
          units.put("dew point", unit);
        }
        exact.put("=" + key, "");
      }
    }
  }

  /** What an element of an array calls itself, where no other is called so; else its index. */
  private static String name(List<?> list, int index) {
    String own = name(list.get(index));
    if (own == null) {
      return Integer.toString(index);
    }
    long same = list.stream().limit(64).filter(each -> own.equals(name(each))).count();
    return same == 1 ? own : own + " " + index;
  }

  private static @Nullable String name(@Nullable Object element) {
    if (element instanceof Map<?, ?> map) {
      for (String key : NAMES) {
        if (map.get(key) instanceof String text
            && !text.isBlank()
            && text.length() <= LONGEST_LABEL) {
          return text.replace('.', ' ').toLowerCase(Locale.ROOT);
        }
      }
    }
    return null;
  }

  private void take(Place place, Scalars.Scalar scalar, @Nullable String unit)
      throws UnreadableException {
    if (values == mostValues) {
      throw new UnreadableException(
          Unreadable.TOO_MANY, "a message must hold at most %d values".formatted(mostValues));
    }
    values++;
    sink.value(
        place.path(),
        place.inWords(),
        scalar.value(),
        scalar.unit() == null ? unit : scalar.unit());
  }

  private static @Nullable String unitIn(Map<?, ?> map) {
    if (map.values().stream().noneMatch(Number.class::isInstance)) {
      return null;
    }
    return UNIT_KEYS.stream()
        .map(map::get)
        .filter(String.class::isInstance)
        .map(String.class::cast)
        .findFirst()
        .orElse(null);
  }
}
