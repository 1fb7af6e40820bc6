package io.parley.language.pack;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one language says. */
public final class LanguagePack {
  private static final int LEAST_STEM = 3;

  private final String language;
  private final boolean spaced;
  private final boolean compounds;
  private final List<String> elisions;
  private final List<String> endings;
  private final List<String> joints;
  private final Map<String, BigDecimal> numbers;
  private final Map<String, Duration> timeUnits;
  private final Map<String, String> units;
  private final Map<String, Integer> halfDays;
  private final Map<String, String> wording;
  private final Map<String, List<Phrase>> byFirst = new HashMap<>();
  private final Map<String, List<Concept>> single = new HashMap<>();
  private final Set<String> words = new LinkedHashSet<>();

  LanguagePack(PackFile file) {
    language = file.language();
    spaced = file.spaced();
    compounds = file.compounds();
    elisions = file.elisions();
    endings = file.endings();
    joints = file.joints();
    numbers = file.numbers();
    timeUnits = file.timeUnits();
    units = file.units();
    halfDays = file.halfDays();
    wording = file.wording();
    for (Phrase phrase : file.phrases()) {
      byFirst.computeIfAbsent(phrase.words().get(0), key -> new ArrayList<>()).add(phrase);
      if (phrase.words().size() == 1) {
        single
            .computeIfAbsent(phrase.words().get(0), key -> new ArrayList<>())
            .add(phrase.concept());
      }
      phrase.words().stream().filter(word -> word.charAt(0) != '{').forEach(words::add);
    }
    words.addAll(numbers.keySet());
    words.addAll(timeUnits.keySet());
    words.addAll(units.keySet());
    words.addAll(halfDays.keySet());
  }

  /** Its BCP 47 tag, e.g. {@code en}. */
  public String language() {
    return language;
  }

  /** Whether words stand apart; otherwise the longest known word is cut off, again and again. */
  public boolean spaced() {
    return spaced;
  }

  /** Whether nouns are written together. */
  public boolean compounds() {
    return compounds;
  }

  /** What may stand before a word with an apostrophe, e.g. {@code l}. */
  public List<String> elisions() {
    return elisions;
  }

  /** What may stand between two nouns that are written together. */
  public List<String> joints() {
    return joints;
  }

  /** The phrases that begin with this word or slot, in the order of the pack. */
  public List<Phrase> phrases(String first) {
    return byFirst.getOrDefault(first, List.of());
  }

  /** What a single word means; empty if the pack does not have it as it stands. */
  public List<Concept> concepts(String word) {
    return single.getOrDefault(word, List.of());
  }

  /** Whether the word occurs anywhere in the pack. */
  public boolean knows(String word) {
    return words.contains(word);
  }

  /** Every word of the pack. */
  public Set<String> words() {
    return java.util.Collections.unmodifiableSet(words);
  }

  /** The word without an ending that the language has, longest ending first. */
  public List<String> stems(String word) {
    List<String> stems = new ArrayList<>();
    for (String ending : endings) {
      int cut = ending.indexOf(':');
      String from = cut < 0 ? ending : ending.substring(0, cut);
      String to = cut < 0 ? "" : ending.substring(cut + 1);
      if (word.endsWith(from) && word.length() - from.length() + to.length() >= LEAST_STEM) {
        stems.add(word.substring(0, word.length() - from.length()) + to);
      }
    }
    return stems;
  }

  /** The number that a word says. */
  public @Nullable BigDecimal number(String word) {
    return numbers.get(word);
  }

  /** The length of the unit of time that a word names. */
  public @Nullable Duration timeUnit(String word) {
    return timeUnits.get(word);
  }

  /** The unit that a word or sign names, as it is told. */
  public @Nullable String unit(String word) {
    return units.get(word);
  }

  /** Hours to add to a time of day before this word, e.g. {@code pm -> 12}. */
  public @Nullable Integer halfDay(String word) {
    return halfDays.get(word);
  }

  /** The wording template of this name; absent if the pack has none. */
  public @Nullable String wording(String name) {
    return wording.get(name);
  }
}
