package io.parley.prompt;

import io.parley.knowledge.Fact;
import io.parley.knowledge.Lexicon;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A fact as it is shown, and the words it is found by. */
final class Series {
  private final Fact fact;
  private final String name;
  private final String quantity;
  private final Set<String> quantityWords;
  private final Set<String> canonical;
  private final List<String> said;
  private final Set<String> entity;
  private final @Nullable BigDecimal number;
  private final String text;
  private final String unit;
  private final @Nullable BigDecimal low;
  private final @Nullable BigDecimal high;

  Series(Fact fact) {
    this.fact = fact;
    name = Words.clean(fact.name(), 80);
    quantity = Words.clean(fact.quantity(), 40);
    quantityWords = Set.copyOf(new HashSet<>(Words.of(quantity)));
    said = List.copyOf(Words.of(name));
    Set<String> words = new HashSet<>();
    for (int i = 0; i < said.size(); i++) {
      if (inEntity(i)) {
        words.add(said.get(i));
      }
    }
    entity = Set.copyOf(words);
    number = Figures.exact(fact.value());
    text = number != null ? Figures.text(number) : Words.clean(fact.said().toString(), 60);
    String given = fact.unit();
    unit = number != null && given != null ? Words.clean(given, 16) : "";
    Set<String> measured = new HashSet<>(quantityWords);
    quantityWords.forEach(w -> measured.addAll(Lexicon.shared().quantitiesOf(w)));
    if (!unit.isEmpty()) {
      String word = unit.toLowerCase(Locale.ROOT);
      measured.add(word);
      measured.addAll(Lexicon.shared().quantitiesOf(word));
    }
    canonical = Set.copyOf(measured);
    Fact.Limits limits = fact.limits();
    low = limits == null ? null : Figures.bare(limits.low());
    high = limits == null ? null : Figures.bare(limits.high());
  }

  private boolean inEntity(int i) {
    String word = said.get(i);
    boolean plural =
        word.endsWith("s") && quantityWords.contains(word.substring(0, word.length() - 1));
    // "rack a": a letter after a word is none that only joins
    boolean joins = bridge(word) && (i == 0 || !Words.isLetter(word) || bridge(said.get(i - 1)));
    return !quantityWords.contains(word) && !plural && !joins && !Words.isMark(word);
  }

  private static boolean bridge(String word) {
    return Lexicon.shared().in("bridges", word);
  }

  Fact fact() {
    return fact;
  }

  String name() {
    return name;
  }

  String quantity() {
    return quantity;
  }

  /** The words of its quantity. */
  Set<String> quantityWords() {
    return quantityWords;
  }

  /** The words of its name that are not of its quantity. */
  Set<String> entity() {
    return entity;
  }

  /** The words of its name, in their order. */
  List<String> said() {
    return said;
  }

  /** Whether the words stand one after another in its name. */
  boolean says(List<String> words) {
    return Collections.indexOfSubList(said, words) >= 0;
  }

  /** The words of its entity that a single letter follows: "rack a". */
  List<String> lettered() {
    return IntStream.range(1, said.size())
        .filter(i -> Words.isLetter(said.get(i)) && entity.contains(said.get(i - 1)))
        .mapToObj(i -> said.get(i - 1))
        .toList();
  }

  /** Whether it is called so, among others: all the words are of its name or its quantity. */
  boolean called(List<String> words) {
    return words.stream().allMatch(w -> entity.contains(w) || quantityWords.contains(w));
  }

  /** The value as a number, or null if it is a state. */
  @Nullable BigDecimal number() {
    return number;
  }

  /** The value without its unit. */
  String text() {
    return text;
  }

  String state() {
    return text.toLowerCase(Locale.ROOT);
  }

  /** The value with its unit. */
  String shown() {
    return text + unitAfter();
  }

  /** The words of its unit. */
  List<String> unitWords() {
    return Words.of(unit);
  }

  /** A space and the unit, or nothing. */
  String unitAfter() {
    return unit.isEmpty() ? "" : " " + unit;
  }

  @Nullable BigDecimal low() {
    return low;
  }

  @Nullable BigDecimal high() {
    return high;
  }

  boolean limited() {
    return number != null && (low != null || high != null);
  }

  /** What it can be compared and counted with: the same quantity in the same unit. */
  String kind() {
    return quantity + "|" + unit;
  }

  /** Whether one of these quantities is its own. */
  boolean measures(Set<String> quantities) {
    return quantities.stream().anyMatch(canonical::contains);
  }

  boolean meets(Set<String> words) {
    return words.stream().anyMatch(entity::contains);
  }

  /** Whether the words say nothing that this series is not. */
  boolean covers(Collection<String> words) {
    return words.stream()
        .allMatch(
            w ->
                entity.contains(w)
                    || quantityWords.contains(w)
                    || measures(Lexicon.shared().quantitiesOf(w)));
  }

  /** Whether it is over, under, within or outside its limits; null if its limits do not tell. */
  @Nullable Boolean stands(Direction direction) {
    if (number == null || !limited()) {
      return null;
    }
    boolean over = high != null && number.compareTo(high) > 0;
    boolean under = low != null && number.compareTo(low) < 0;
    return switch (direction) {
      case OVER -> (high == null && !under) ? null : (Boolean) over;
      case UNDER -> (low == null && !over) ? null : (Boolean) under;
      case WITHIN -> !over && !under;
      case OUTSIDE -> over || under;
    };
  }

  /** Where the value stands against its limits, in words; null if it has none. */
  @Nullable String standing() {
    if (number == null || !limited()) {
      return null;
    }
    if (high != null && number.compareTo(high) > 0) {
      return "over its upper limit " + beside(high, number.subtract(high));
    }
    if (low != null && number.compareTo(low) < 0) {
      return "under its lower limit " + beside(low, low.subtract(number));
    }
    if (high != null && low != null) {
      return "within its limits " + Figures.text(low) + " to " + Figures.text(high) + unitAfter();
    }
    if (high != null) {
      return "under its upper limit " + beside(high, high.subtract(number));
    }
    return low == null ? null : "over its lower limit " + beside(low, number.subtract(low));
  }

  private String beside(BigDecimal limit, BigDecimal difference) {
    return Figures.text(limit) + unitAfter() + " by " + Figures.text(difference);
  }
}
