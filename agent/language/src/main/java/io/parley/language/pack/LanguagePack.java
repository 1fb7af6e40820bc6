package io.parley.language.pack;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What one language says. */
public final class LanguagePack {
  private static final int LEAST_STEM = 3;

  /** Shorter ends of words are heads of compounds by chance only. */
  private static final int LEAST_HEAD = 4;

  private final String language;
  private final boolean spaced;
  private final boolean compounds;
  private final List<String> elisions;
  private final List<String> endings;
  private final List<String> joints;
  private final List<String> ordinals;
  private final List<String> asides;
  private final Map<String, String> spellings;
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
    ordinals = file.ordinals();
    asides = file.asides();
    spellings = file.spellings();
    numbers = bothWays(file.numbers());
    timeUnits = bothWays(file.timeUnits());
    units = bothWays(file.units());
    halfDays = bothWays(file.halfDays());
    wording = file.wording();
    for (Phrase phrase : file.phrases()) {
      add(phrase);
      List<String> otherwise = phrase.words().stream().map(this::spelled).toList();
      if (!otherwise.equals(phrase.words())) {
        add(new Phrase(otherwise, phrase.concept()));
      }
    }
    words.addAll(numbers.keySet());
    words.addAll(timeUnits.keySet());
    words.addAll(units.keySet());
    words.addAll(halfDays.keySet());
  }

  private void add(Phrase phrase) {
    byFirst.computeIfAbsent(phrase.words().get(0), key -> new ArrayList<>()).add(phrase);
    if (phrase.words().size() == 1) {
      single.computeIfAbsent(phrase.words().get(0), key -> new ArrayList<>()).add(phrase.concept());
    }
    phrase.words().stream().filter(word -> word.charAt(0) != '{').forEach(words::add);
  }

  /** With the words in their other spelling too. */
  private <T> Map<String, T> bothWays(Map<String, T> byWord) {
    Map<String, T> both = new HashMap<>(byWord);
    byWord.forEach((word, value) -> both.putIfAbsent(spelled(word), value));
    return both;
  }

  /** The word in its other spelling, e.g. {@code tuer} for {@code tür}. */
  private String spelled(String word) {
    String spelled = word;
    for (Map.Entry<String, String> each : spellings.entrySet()) {
      spelled = spelled.replace(each.getKey(), each.getValue());
    }
    return spelled;
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

  /** What stands between a number and the name that it belongs to, where numbers go first. */
  public List<String> ordinals() {
    return ordinals;
  }

  /** Words that make a clause one about the asker where it names nothing: "..., I'm worried". */
  public List<String> asides() {
    return asides;
  }

  /**
   * A word of a name in the words of the language: itself where words stand apart, else cut into
   * the longest words of the pack and what lies between them.
   */
  public List<String> segments(String word) {
    if (spaced || word.codePoints().noneMatch(Character::isIdeographic)) {
      return List.of(word);
    }
    List<String> segments = new ArrayList<>();
    int unknown = 0;
    int at = 0;
    while (at < word.length()) {
      int end = word.length();
      while (end > at && !knows(word.substring(at, end))) {
        end--;
      }
      if (end > at) {
        if (at > unknown) {
          segments.add(word.substring(unknown, at));
        }
        segments.add(word.substring(at, end));
        unknown = end;
      }
      at = Math.max(end, at + 1);
    }
    if (unknown < word.length()) {
      segments.add(word.substring(unknown));
    }
    return segments;
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

  /**
   * The word without an ending that the language has, in the order of the pack, and the same of its
   * other spelling.
   */
  public List<String> stems(String word) {
    List<String> stems = new ArrayList<>(withoutEndings(word));
    String otherwise = spelled(word);
    if (!otherwise.equals(word)) {
      stems.add(otherwise);
      stems.addAll(withoutEndings(otherwise));
    }
    return stems;
  }

  private List<String> withoutEndings(String word) {
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

  /**
   * The concepts of kinds that a word of a name has as it stands, else by its stems; where the
   * language writes nouns together, else those of its head, and those of a place before the head.
   */
  public List<Concept> namedConcepts(String word, Predicate<Kind> kinds) {
    List<Concept> own = ofAnyForm(word);
    if (!compounds || !own.isEmpty() || knows(word)) {
      return own.stream().filter(concept -> kinds.test(concept.kind())).toList();
    }
    for (int cut = LEAST_STEM; cut <= word.length() - LEAST_STEM; cut++) {
      String head = word.substring(cut);
      List<Concept> ofHead = spelled(head).length() < LEAST_HEAD ? List.of() : ofAnyForm(head);
      if (ofHead.stream().anyMatch(each -> each.kind().restricts() || each.kind() == Kind.THING)) {
        List<Concept> both = new ArrayList<>(ofHead);
        modifiers(word.substring(0, cut)).stream()
            .map(this::ofAnyForm)
            .flatMap(List::stream)
            .filter(each -> each.kind() == Kind.PLACE || each.kind() == Kind.FLOOR)
            .forEach(both::add);
        return both.stream().filter(concept -> kinds.test(concept.kind())).distinct().toList();
      }
    }
    return List.of();
  }

  /** The word as it stands before another noun, and without what joins the two. */
  public List<String> modifiers(String word) {
    List<String> modifiers = new ArrayList<>(List.of(word));
    for (String joint : joints) {
      if (word.endsWith(joint) && word.length() - joint.length() >= LEAST_STEM) {
        modifiers.add(word.substring(0, word.length() - joint.length()));
      }
    }
    return modifiers;
  }

  /** What is written behind another noun, as it stands, and without what joins the two. */
  public List<String> heads(String rest) {
    List<String> heads = new ArrayList<>(List.of(rest));
    for (String joint : joints) {
      if (rest.startsWith(joint) && rest.length() - joint.length() >= LEAST_STEM) {
        heads.add(rest.substring(joint.length()));
      }
    }
    return heads;
  }

  private List<Concept> ofAnyForm(String word) {
    if (!concepts(word).isEmpty()) {
      return concepts(word);
    }
    return stems(word).stream()
        .map(this::concepts)
        .filter(found -> !found.isEmpty())
        .findFirst()
        .orElse(List.of());
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

  /** Whether a bare "at three" may be of the morning or of the afternoon. */
  public boolean twelveHours() {
    return halfDays.containsValue(12);
  }

  /** The wording template of this name; absent if the pack has none. */
  public @Nullable String wording(String name) {
    return wording.get(name);
  }
}
