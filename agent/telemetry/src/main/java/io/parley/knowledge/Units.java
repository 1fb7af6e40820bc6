package io.parley.knowledge;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The units that keys end in and that sources write in their own ways, from {@code units.txt}. */
public final class Units {
  private static final int LONGEST_PHRASE = 3;

  /** Quantities that their units tell, although others have them too. */
  private static final Set<String> TELLING = Set.of("temperature", "energy");

  /** Letters that stand for a quantity before its unit: {@code tC}. */
  private static final Set<String> LETTERS = Set.of("t", "p");

  private static final Map<String, Unit> BY_SPELLING = new HashMap<>();
  private static final Map<String, Unit> BY_SURE_WORDS = new HashMap<>();
  private static final Map<String, Unit> BY_UNSURE_WORD = new HashMap<>();

  static {
    read();
  }

  /**
   * One unit.
   *
   * @param symbol as people write it
   * @param quantities what it measures; empty: anything
   * @param things words behind which an unsure word means it
   * @param names whether its word stays in the name: {@code compressor hours}
   */
  private record Unit(String symbol, List<String> quantities, Set<String> things, boolean names) {}

  /**
   * What the end of a name says.
   *
   * @param words the words without the unit, ending in what is measured
   * @param unit the unit
   */
  record Found(List<String> words, String unit) {}

  private Units() {}

  private static void read() {
    try (InputStream in = Units.class.getResourceAsStream("units.txt")) {
      if (in == null) {
        throw new IllegalStateException("units.txt must be beside its class");
      }
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .forEach(Units::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void add(String line) {
    String[] cells = line.split("\\|", -1);
    boolean names = cells[1].startsWith("=");
    List<String> quantities =
        cells[1].equals("-") ? List.of() : listed(names ? cells[1].substring(1) : cells[1]);
    Set<String> things = cells.length > 5 ? Set.copyOf(listed(cells[5])) : Set.of();
    Unit unit = new Unit(cells[0], quantities, things, names);
    BY_SPELLING.put(cells[0], unit);
    listed(cells[2]).forEach(spelling -> BY_SPELLING.put(spelling, unit));
    for (String words : cells[3].split(" ")) {
      BY_SURE_WORDS.putIfAbsent(words.replace('_', ' '), unit);
    }
    for (String word : cells[4].split(" ")) {
      BY_UNSURE_WORD.putIfAbsent(word, unit);
    }
  }

  private static List<String> listed(String cell) {
    return Arrays.stream(cell.split(",")).filter(each -> !each.isEmpty()).toList();
  }

  /** Whether the text is a unit, in one of the ways that it is written. */
  public static boolean known(String text) {
    return BY_SPELLING.containsKey(text);
  }

  /**
   * The unit as people write it, e.g. {@code °C} for {@code degC}; the text where it is unknown.
   */
  public static String normal(String text) {
    Unit unit = BY_SPELLING.get(text);
    return unit == null || text.startsWith("m3") ? text : unit.symbol();
  }

  /**
   * Whether a value of this quantity may have the unit: so it is where the one or the other is
   * unknown.
   */
  public static boolean fits(String unit, String quantity) {
    Unit known = BY_SPELLING.get(unit);
    if (known == null || known.quantities().isEmpty() || quantity.isEmpty()) {
      return true;
    }
    boolean measured =
        BY_SPELLING.values().stream().anyMatch(one -> one.quantities().contains(quantity));
    return !measured || known.quantities().contains(quantity);
  }

  /** The quantity that only this unit has; empty where several have it. */
  static String quantity(@Nullable String unit) {
    Unit known = unit == null ? null : BY_SPELLING.get(unit);
    if (known == null || known.quantities().isEmpty()) {
      return "";
    }
    String first = known.quantities().get(0);
    return known.quantities().size() == 1 || TELLING.contains(first) ? first : "";
  }

  /** The unit at the end of these words; empty if there is none. */
  static Optional<Found> atEndOf(List<String> words) {
    for (int count = Math.min(LONGEST_PHRASE, words.size()); count > 0; count--) {
      int cut = words.size() - count;
      Unit unit = BY_SURE_WORDS.get(String.join(" ", words.subList(cut, words.size())));
      if (unit != null) {
        return Optional.of(found(words.subList(0, cut), unit, words));
      }
    }
    Unit unit = words.size() < 2 ? null : BY_UNSURE_WORD.get(words.get(words.size() - 1));
    if (unit == null) {
      return Optional.empty();
    }
    List<String> rest = words.subList(0, words.size() - 1);
    String before = rest.get(rest.size() - 1);
    boolean meant = unit.things().contains(before) || unit.quantities().contains(quantityOf(rest));
    return meant ? Optional.of(found(rest, unit, words)) : Optional.empty();
  }

  private static @Nullable String quantityOf(List<String> words) {
    return Quantities.shipped().atEndOf(words).map(Quantities.Found::quantity).orElse(null);
  }

  private static Found found(List<String> rest, Unit unit, List<String> whole) {
    List<String> words = new ArrayList<>(rest);
    if (words.size() > 1 && LETTERS.contains(words.get(words.size() - 1))) {
      words.remove(words.size() - 1);
    }
    String quantity = quantityOf(words);
    boolean said = unit.quantities().isEmpty() || unit.quantities().contains(quantity);
    if (!said && unit.names()) {
      return new Found(whole, unit.symbol());
    }
    if (!said) {
      words.addAll(List.of(unit.quantities().get(0).split(" ")));
    }
    return new Found(words, unit.symbol());
  }
}
