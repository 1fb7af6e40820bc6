package io.parley.prompt;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The shipped word lists by which a question is read; {@code lexicon.txt} says what each is. */
final class Lexicon {
  /** A span of time that no window covers, e.g. "yesterday". */
  static final long NO_SPAN = -1;

  /** A word of time that asks for no span, e.g. "ever". */
  static final long IGNORED_SPAN = -2;

  private static final Lexicon SHIPPED = load();

  private final Map<String, Set<String>> lists = new HashMap<>();
  private final Map<String, String> numberWords = new HashMap<>();
  private final Map<String, Set<String>> quantities = new HashMap<>();
  private final List<Opposites> states = new ArrayList<>();
  private final Set<String> stateWords = new HashSet<>();
  private final Map<String, Long> spans = new HashMap<>();
  private final Map<String, Long> shortSpans = new HashMap<>();
  private final Set<String> known = new TreeSet<>();
  private final Map<Character, List<String>> byInitial = new HashMap<>();

  /** Words for one state and words for its opposite. */
  record Opposites(List<String> one, List<String> other) {
    List<String> side(int side) {
      return side == 0 ? one : other;
    }
  }

  private Lexicon(Map<String, List<List<String>>> entries) {
    entries.forEach((head, all) -> all.forEach(words -> add(head, words)));
    for (String head : List.of("known", "generic", "bridges", "parts", "above", "below", "fine")) {
      known.addAll(list(head));
    }
    known.addAll(quantities.keySet());
    known.addAll(stateWords);
    known.addAll(spans.keySet());
    known.addAll(numberWords.keySet());
    for (String word : known) {
      if (word.length() >= 4) {
        byInitial.computeIfAbsent(word.charAt(0), c -> new ArrayList<>()).add(word);
      }
    }
  }

  static Lexicon shipped() {
    return SHIPPED;
  }

  private void add(String head, List<String> words) {
    int space = head.indexOf(' ');
    String kind = space < 0 ? head : head.substring(0, space);
    String key = head.substring(space + 1);
    switch (kind) {
      case "number" -> words.forEach(w -> numberWords.put(w, key));
      case "quantity" ->
          words.forEach(w -> quantities.computeIfAbsent(w, x -> new HashSet<>()).add(key));
      case "state" -> {
        int bar = words.indexOf("|");
        states.add(new Opposites(words.subList(0, bar), words.subList(bar + 1, words.size())));
        words.stream().filter(w -> !w.equals("|")).forEach(stateWords::add);
      }
      case "span" -> words.forEach(w -> spans.put(w, spanOf(key)));
      case "short-span" -> words.forEach(w -> shortSpans.put(w, spanOf(key)));
      default -> lists.put(head, Set.copyOf(words));
    }
  }

  private static long spanOf(String key) {
    return switch (key) {
      case "none" -> NO_SPAN;
      case "ignored" -> IGNORED_SPAN;
      default -> Long.parseLong(key);
    };
  }

  private static Lexicon load() {
    Map<String, List<List<String>>> entries = new LinkedHashMap<>();
    List<String> words = new ArrayList<>();
    try (InputStream in = Lexicon.class.getResourceAsStream("lexicon.txt")) {
      if (in == null) {
        throw new IllegalStateException("lexicon.txt is missing beside " + Lexicon.class);
      }
      var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("[")) {
          int end = line.indexOf(']');
          words = new ArrayList<>(split(line.substring(end + 1)));
          entries.computeIfAbsent(line.substring(1, end), h -> new ArrayList<>()).add(words);
        } else if (line.startsWith(" ")) {
          words.addAll(split(line));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Lexicon(entries);
  }

  private static List<String> split(String text) {
    String stripped = text.strip();
    return stripped.isEmpty() ? List.of() : Arrays.asList(stripped.split(" +"));
  }

  private Set<String> list(String head) {
    return lists.getOrDefault(head, Set.of());
  }

  /** Whether the list of that name holds the word. */
  boolean in(String head, String word) {
    return list(head).contains(word);
  }

  /** Whether the word is in any list at all. */
  boolean knows(String word) {
    return known.contains(word);
  }

  /** Known words of at least four letters that begin with this one, sorted. */
  List<String> startingWith(char initial) {
    return byInitial.getOrDefault(initial, List.of());
  }

  /** The quantities that a word may mean. */
  Set<String> quantitiesOf(String word) {
    return quantities.getOrDefault(word, Collections.emptySet());
  }

  boolean namesQuantity(String word) {
    return quantities.containsKey(word);
  }

  /** The digits of a number word, or the word itself. */
  String digits(String word) {
    return numberWords.getOrDefault(word, word);
  }

  List<Opposites> states() {
    return Collections.unmodifiableList(states);
  }

  boolean namesState(String word) {
    return stateWords.contains(word);
  }

  /** Seconds of a word of time, or of a short one that follows a number; null if it is none. */
  @org.jspecify.annotations.Nullable
  Long span(String word, boolean afterNumber) {
    Long span = spans.get(word);
    return span == null && afterNumber ? shortSpans.get(word) : span;
  }
}
