package io.parley.knowledge;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The words of questions about telemetry, and how a word as typed becomes a word that is known:
 * retrieval, the prompt and the training of the built-in model all read a question this way. The
 * words themselves are data, in {@code lexicon.txt} beside this class.
 */
public final class Lexicon {
  private static final Pattern WORD =
      Pattern.compile(
          "(?<!\\S)-[0-9]+(?:\\.[0-9]+)?|[0-9]+(?:\\.[0-9]+)?|[\\p{L}\\p{Nl}\\p{No}]+|[,;?+&]",
          Pattern.UNICODE_CHARACTER_CLASS);
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(?:\\.[0-9]+)?");

  private static final Pattern POSSESSIVE = Pattern.compile("['\u2019]s(?![\\p{L}\\p{N}])");

  private final Map<String, Set<String>> lists = new HashMap<>();
  private final Map<String, Long> spans;
  private final Map<String, Long> shortSpans;
  private final Map<String, String> numberWords = new HashMap<>();
  private final Map<String, Set<String>> quantitiesOf = new HashMap<>();
  private final List<StatePair> states;
  private final Set<String> joined;
  private final OtherNames otherNames;
  private final Set<String> bridges;
  private final Set<String> known = new HashSet<>();
  private final Map<Character, List<String>> byInitial = new HashMap<>();

  /** A span of time that no window covers, e.g. "yesterday". */
  public static final long NO_SPAN = -1;

  /** A word of time that asks for no span, e.g. "ever". */
  public static final long IGNORED_SPAN = -2;

  /** Two states that exclude each other, each in all its words: the first is the {@code on} one. */
  public record StatePair(List<String> one, List<String> other) {
    public StatePair {
      one = List.copyOf(one);
      other = List.copyOf(other);
    }

    /** The words of one side, 0 or 1. */
    public List<String> side(int side) {
      return side == 0 ? one : other;
    }

    /** Whether the word names either state. */
    public boolean names(String word) {
      return one.contains(word) || other.contains(word);
    }
  }

  Lexicon(LexiconFile file) {
    file.entries()
        .forEach(
            e -> lists.put(e.head(), Collections.unmodifiableSet(new LinkedHashSet<>(e.words()))));
    spans = file.seconds("span");
    shortSpans = file.seconds("short-span");
    file.keyed("number").forEach((digits, words) -> words.forEach(w -> numberWords.put(w, digits)));
    file.keyed("quantity")
        .forEach(
            (quantity, words) ->
                words.forEach(
                    word ->
                        quantitiesOf.computeIfAbsent(word, w -> new TreeSet<>()).add(quantity)));
    states =
        file.all("state").stream()
            .map(
                words -> {
                  int bar = words.indexOf("|");
                  return new StatePair(words.subList(0, bar), words.subList(bar + 1, words.size()));
                })
            .toList();
    joined = set("joined");
    bridges = set("bridges");
    for (String list :
        List.of("known", "generic", "bridges", "parts", "above", "below", "fine", "trouble")) {
      known.addAll(set(list));
    }
    known.addAll(quantitiesOf.keySet());
    states.forEach(pair -> known.addAll(pair.one()));
    states.forEach(pair -> known.addAll(pair.other()));
    known.addAll(spans.keySet());
    known.addAll(numberWords.keySet());
    Set<String> filler = set("filler");
    for (String word : new TreeSet<>(known)) {
      if (word.length() >= Spelling.SHORTEST_CORRECTED && !filler.contains(word)) {
        byInitial.computeIfAbsent(word.charAt(0), c -> new ArrayList<>()).add(word);
      }
    }
    known.addAll(filler);
    for (String list : List.of("beyond", "answerable")) {
      set(list).forEach(phrase -> known.addAll(pieces(phrase)));
    }
    otherNames = OtherNames.of(file.all("same"));
  }

  /** The words of a phrase that the file writes with hyphens. */
  public static List<String> pieces(String phrase) {
    return List.of(phrase.split("-"));
  }

  /**
   * What else people call what a phrase names, each in its words.
   *
   * @param phrase a word, or words joined by hyphens
   */
  public List<List<String>> otherNames(String phrase) {
    return otherNames.of(phrase);
  }

  /** The lexicon that ships with this class. */
  public static Lexicon shared() {
    return Shipped.LEXICON;
  }

  private static final class Shipped {
    private static final Lexicon LEXICON = new Lexicon(LexiconFile.shipped());

    private Shipped() {}
  }

  /**
   * The words of a text in lower case: numbers without leading zeros, formulas such as {@code co2}
   * in one word, and the marks {@code , ; ?} each as a word; whatever else separates words is gone.
   */
  public List<String> words(String text) {
    List<String> words = new ArrayList<>();
    Matcher matcher =
        WORD.matcher(POSSESSIVE.matcher(text.toLowerCase(Locale.ROOT)).replaceAll(" "));
    while (matcher.find()) {
      String word = matcher.group();
      int last = words.size() - 1;
      if (last >= 0 && joined.contains(words.get(last) + word)) {
        String whole = words.get(last) + word;
        words.set(last, whole.equals("pm2.5") ? "pm25" : whole);
      } else if (last < 0 || !in("ordinal-end", word) || !isNumber(words.get(last))) {
        words.add(isNumber(word) && word.indexOf('.') < 0 ? withoutLeadingZeros(word) : word);
      }
    }
    return words;
  }

  private static String withoutLeadingZeros(String number) {
    boolean negative = number.startsWith("-");
    int from = negative ? 1 : 0;
    while (from < number.length() - 1 && number.charAt(from) == '0') {
      from++;
    }
    return (negative ? "-" : "") + number.substring(from);
  }

  /** Whether the word is a plain decimal number. */
  public boolean isNumber(String word) {
    return NUMBER.matcher(word).matches();
  }

  /**
   * Words as they were meant: number words that name a number of the facts, then plurals, then
   * typos, to a word of the facts first and to a word of the lexicon second. Numbers never change.
   *
   * @param words as {@link #words} gives them
   * @param vocabulary the words that name the series and their quantities
   */
  public List<String> correct(List<String> words, Set<String> vocabulary) {
    Set<String> mine = new TreeSet<>();
    for (String word : vocabulary) {
      if (word.length() >= Spelling.SHORTEST_CORRECTED && !isNumber(word)) {
        mine.add(word);
      }
    }
    return correct(words, vocabulary, mine);
  }

  /** As above, with the words of the vocabulary that typos may be corrected to, in order. */
  List<String> correct(List<String> words, Set<String> vocabulary, Set<String> correctable) {
    List<String> meant = new ArrayList<>(words.size());
    for (String word : words) {
      meant.add(correct(word, vocabulary, correctable));
    }
    return meant;
  }

  private String correct(String word, Set<String> vocabulary, Set<String> correctable) {
    String number = numberWords.get(word);
    if (number != null && vocabulary.contains(number)) {
      return number;
    }
    if (vocabulary.contains(word) || known.contains(word) || isNumber(word)) {
      return word;
    }
    for (String form : forms(word)) {
      if (vocabulary.contains(form) || (known.contains(form) && form.length() > 2)) {
        return form;
      }
    }
    if (word.length() >= Spelling.SHORTEST_CORRECTED && !in("things", word)) {
      String near = Spelling.nearest(word, correctable, false);
      if (near == null) {
        near = Spelling.nearest(word, byInitial.getOrDefault(word.charAt(0), List.of()), true);
      }
      return near == null ? word : near;
    }
    return word;
  }

  /** The singulars a word may be the plural of, and its plural, likeliest first. */
  static List<String> forms(String word) {
    List<String> forms = new ArrayList<>();
    if (word.endsWith("s")) {
      forms.add(word.substring(0, word.length() - 1));
    }
    if (word.endsWith("es")) {
      forms.add(word.substring(0, word.length() - 2));
    }
    if (word.endsWith("ies")) {
      forms.add(word.substring(0, word.length() - 3) + "y");
    }
    forms.add(word + "s");
    return forms;
  }

  /** The quantities that a word asks for, e.g. {@code temperature} for {@code hot}. */
  public Set<String> quantitiesOf(String word) {
    return quantitiesOf.getOrDefault(word, Set.of());
  }

  /** Pairs of states. */
  public List<StatePair> states() {
    return states;
  }

  /** The pair that a state word belongs to; absent if it is none. */
  public @Nullable StatePair stateOf(String word) {
    return states.stream().filter(pair -> pair.names(word)).findFirst().orElse(null);
  }

  /** Whether it is a word of plain English that names no device. */
  public boolean known(String word) {
    return known.contains(word);
  }

  /** Words between the words of a name. */
  public Set<String> bridges() {
    return bridges;
  }

  /** Whether the word asks for any quantity. */
  public boolean namesQuantity(String word) {
    return quantitiesOf.containsKey(word);
  }

  /** Whether the word is a state. */
  public boolean namesState(String word) {
    return stateOf(word) != null;
  }

  /**
   * The seconds of a word of time, {@link #NO_SPAN} or {@link #IGNORED_SPAN}; absent if it is none.
   *
   * @param afterNumber whether a number stands before it, which allows the short ones: {@code 5 h}
   */
  public @Nullable Long span(String word, boolean afterNumber) {
    Long span = spans.get(word);
    return span == null && afterNumber ? shortSpans.get(word) : span;
  }

  /** Whether the list of that name holds the word, e.g. {@code above}, {@code weak}. */
  public boolean in(String list, String word) {
    return lists.getOrDefault(list, Set.of()).contains(word);
  }

  /**
   * One of the plain lists of the file, in its order.
   *
   * @throws IllegalArgumentException if there is no such list
   */
  public Set<String> set(String name) {
    Set<String> words = lists.get(name);
    if (words == null) {
      throw new IllegalArgumentException(
          "list '%s' must be one of %s".formatted(name, lists.keySet()));
    }
    return words;
  }
}
