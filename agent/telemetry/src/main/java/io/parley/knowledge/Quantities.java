package io.parley.knowledge;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the last words of a name say about what is measured, from {@code quantities.txt}. */
final class Quantities {
  private static final int LONGEST_PHRASE = 4;

  /** A battery below it that is no whole number may be given in volts. */
  private static final double MOST_CELL_VOLTS = 15;

  /** Words behind a quantity that make it a bound of it: not what is measured. */
  static final Set<String> BOUNDS =
      Set.of("limit", "max", "min", "high", "low", "threshold", "alarm", "upper", "lower");

  /** Words behind a quantity that is summed, which say over what time. */
  private static final Set<String> PERIODS =
      Set.of(
          "total",
          "today",
          "yesterday",
          "day",
          "week",
          "month",
          "year",
          "daily",
          "lifetime",
          "cumulative",
          "import",
          "export",
          "returned");

  private static final Set<String> SUMMED = Set.of("energy", "yield", "consumption", "rainfall");

  private static final Quantities SHIPPED = new Quantities();

  private final Map<String, Found> byPhrase = new HashMap<>();
  private final Map<String, String> units = new HashMap<>();

  /**
   * A quantity at the end of a name.
   *
   * @param quantity its name, e.g. {@code temperature}
   * @param words how many words of the name stand for it
   */
  record Found(String quantity, int words) {}

  private Quantities() {
    try (InputStream in = Quantities.class.getResourceAsStream("quantities.txt")) {
      if (in == null) {
        throw new IllegalStateException("quantities.txt must be beside its class");
      }
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .forEach(this::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void add(String line) {
    String[] cells = line.split("\\|");
    String quantity = cells[0].strip();
    if (!cells[1].isBlank()) {
      units.put(quantity, cells[1].strip());
    }
    for (String phrase : cells[2].strip().split("\\s+")) {
      String words = phrase.replace('_', ' ');
      byPhrase.put(words, new Found(quantity, words.split(" ").length));
    }
  }

  static Quantities shipped() {
    return SHIPPED;
  }

  /** The quantity that the last words mean; empty if they mean none. */
  Optional<Found> atEndOf(List<String> words) {
    for (int count = Math.min(LONGEST_PHRASE, words.size()); count > 0; count--) {
      Found found =
          byPhrase.get(String.join(" ", words.subList(words.size() - count, words.size())));
      if (found != null) {
        return Optional.of(new Found(found.quantity(), count));
      }
    }
    return Optional.empty();
  }

  /** The quantity of a name: that of its last words, before which time it is summed over. */
  String ofName(List<String> words) {
    int end = words.size();
    while (end > 1 && PERIODS.contains(words.get(end - 1))) {
      end--;
    }
    String summed = atEndOf(words.subList(0, end)).map(Found::quantity).orElse("");
    return end == words.size() || SUMMED.contains(summed)
        ? summed
        : atEndOf(words).map(Found::quantity).orElse("");
  }

  /** The words with the quantity at their end said by its own name, e.g. {@code temp} in full. */
  List<String> said(List<String> words) {
    int bounds = words.size();
    while (bounds > 1 && BOUNDS.contains(words.get(bounds - 1))) {
      bounds--;
    }
    List<String> said = new ArrayList<>(words.subList(0, bounds));
    atEndOf(said)
        .ifPresent(
            found -> {
              said.subList(said.size() - found.words(), said.size()).clear();
              said.addAll(List.of(found.quantity().split(" ")));
            });
    said.addAll(words.subList(bounds, words.size()));
    for (int i = said.size() - 1; i > 0; i--) {
      if (said.get(i).equals(said.get(i - 1))) {
        said.remove(i);
      }
    }
    return said;
  }

  /**
   * The unit that a value of this quantity usually has; absent if there is no usual one, or if the
   * value is none that the unit can have.
   *
   * @param celsius whether a temperature may be in °C
   */
  @Nullable String usualUnit(String quantity, double value, boolean celsius) {
    String unit = units.get(quantity);
    return unit != null && plausible(quantity, unit, value) && (celsius || !unit.equals("°C"))
        ? unit
        : null;
  }

  private static boolean plausible(String quantity, String unit, double value) {
    boolean volts =
        quantity.equals("battery") && value < MOST_CELL_VOLTS && value != Math.rint(value);
    return switch (unit) {
      case "%" -> value >= 0 && value <= 100 && !volts;
      case "dBm" -> value < 0 && value >= -150;
      case "°C" -> value >= -273.15 && value <= 3_000;
      default -> value >= 0;
    };
  }
}
