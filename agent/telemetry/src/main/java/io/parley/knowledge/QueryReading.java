package io.parley.knowledge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads a question against the words of all series. */
final class QueryReading {
  private static final Set<String> MANY =
      Set.of(
          "all",
          "every",
          "each",
          "any",
          "which",
          "many",
          "average",
          "mean",
          "total",
          "sum",
          "everything",
          "anything",
          "overall",
          "most",
          "least",
          "highest",
          "lowest",
          "max",
          "maximum",
          "min",
          "minimum",
          "everywhere",
          "anywhere",
          "where",
          "list",
          "other",
          "none",
          "temps",
          "batteries",
          "lights");
  private static final Set<String> BOUND = Set.of("limit", "limits", "threshold", "thresholds");
  private static final List<String> ENDINGS = List.of("ed", "ing", "d");
  private static final double INFERRED = 0.6;
  private static final double NICKNAME = 0.8;
  private static final int MOST_GUESSES = 24;
  private static final int SHORTEST_PART = 3;

  private final Lexicon lexicon = Lexicon.shared();
  private final Vocabulary vocabulary;
  private final Map<String, Double> names = new HashMap<>();
  private final Map<String, Set<String>> quantities = new HashMap<>();
  private final Set<String> states = new HashSet<>();

  QueryReading(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  Query read(String question, String subject) {
    List<String> typed = lexicon.words(question);
    List<String> words = vocabulary.corrected(typed);
    for (int i = 0; i < words.size(); i++) {
      String next = i + 1 < typed.size() ? typed.get(i + 1) : "";
      read(typed.get(i), words.get(i), next);
    }
    Set<String> all = new HashSet<>(typed);
    all.addAll(words);
    Set<String> context = new HashSet<>(vocabulary.corrected(lexicon.words(subject)));
    context.removeAll(all);
    return new Query(
        String.join("", typed),
        all,
        names,
        numbered(words),
        quantities,
        states,
        all.stream().anyMatch(BOUND::contains),
        many(typed, words),
        context);
  }

  private void read(String typed, String word, String next) {
    Set<String> measured = new HashSet<>(lexicon.quantitiesOf(word));
    for (String form : plain(word)) {
      if (vocabulary.quantityWords().contains(form)) {
        measured.add(form);
      }
    }
    if (!measured.isEmpty()) {
      quantities.put(word, measured);
    }
    if (lexicon.stateOf(word) != null) {
      states.add(word);
    }
    if (lexicon.isNumber(word)) {
      return;
    }
    name(word, 1);
    name(typed + next, 1);
    Lexicon.forms(word).forEach(form -> name(form, form.length() > SHORTEST_PART ? INFERRED : 0));
    Nicknames.of(word).forEach(other -> name(other, NICKNAME));
    Nicknames.of(typed).forEach(other -> name(other, NICKNAME));
    boolean free = !names.containsKey(word) && !lexicon.known(word);
    if (free && !vocabulary.quantityWords().contains(word)) {
      alike(word);
    }
  }

  private void name(String word, double sureness) {
    if (sureness > 0
        && vocabulary.entityWords().contains(word)
        && !lexicon.bridges().contains(word)) {
      names.merge(word, sureness, Math::max);
    }
  }

  private static List<String> plain(String word) {
    return ENDINGS.stream()
        .filter(ending -> word.endsWith(ending) && word.length() > ending.length() + SHORTEST_PART)
        .map(ending -> word.substring(0, word.length() - ending.length()))
        .collect(() -> new ArrayList<>(List.of(word)), List::add, List::addAll);
  }

  /** What a word that nobody knows may stand for: two words in one, a part, more, a typo. */
  private void alike(String word) {
    boolean split = false;
    for (int cut = SHORTEST_PART; cut <= word.length() - SHORTEST_PART; cut++) {
      String head = word.substring(0, cut);
      String tail = word.substring(cut);
      if (vocabulary.entityWords().contains(head) && vocabulary.entityWords().contains(tail)) {
        name(head, INFERRED);
        name(tail, INFERRED);
        split = true;
      }
    }
    if (split) {
      return;
    }
    int found = 0;
    for (String name : vocabulary.entityWords()) {
      if (name.length() < SHORTEST_PART || lexicon.isNumber(name) || found == MOST_GUESSES) {
        continue;
      }
      boolean more = word.length() >= SHORTEST_PART && name.startsWith(word);
      boolean less = name.length() > SHORTEST_PART && word.startsWith(name);
      int limit = Spelling.allowedEdits(Math.min(word.length(), name.length()));
      if (more || less || (limit > 0 && Spelling.distance(word, name, limit) <= limit)) {
        name(name, INFERRED);
        found++;
      }
    }
  }

  private Set<String> numbered(List<String> words) {
    Set<String> numbered = new HashSet<>();
    String before = "";
    for (String word : words) {
      if (lexicon.isNumber(word)) {
        numbered.add(before + " " + word);
      }
      if (!lexicon.bridges().contains(word)) {
        before = word;
      }
    }
    return numbered;
  }

  private static boolean many(List<String> typed, List<String> words) {
    for (int i = 0; i < typed.size(); i++) {
      String word = typed.get(i);
      boolean superlative = word.length() > 5 && word.endsWith("est") && !word.equals("latest");
      boolean plural = word.length() > SHORTEST_PART && word.equals(words.get(i) + "s");
      if (MANY.contains(word) || superlative || plural) {
        return true;
      }
    }
    return false;
  }
}
