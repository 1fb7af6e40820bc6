package io.parley.knowledge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A question as retrieval reads it.
 *
 * @param words the words as they were meant
 * @param names how surely each word of a thing or place is meant, 0 to 1
 * @param numbered each number with the word before it, as {@code word number}
 * @param quantities what is asked to be measured
 * @param states state words, such as {@code open}
 * @param many whether it asks for several things together
 * @param context words of the subject that the question itself does not say
 */
record Query(
    List<String> words,
    Map<String, Double> names,
    Set<String> numbered,
    Set<String> quantities,
    Set<String> states,
    boolean many,
    Set<String> context) {
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
          "none");
  private static final double INFERRED = 0.6;

  static Query of(String question, String subject, Vocabulary vocabulary) {
    Lexicon lexicon = Lexicon.shared();
    Set<String> mine = new HashSet<>(vocabulary.entityWords());
    mine.addAll(vocabulary.quantityWords());
    List<String> raw = lexicon.words(question);
    List<String> words = lexicon.correct(raw, mine);
    Map<String, Double> names = new HashMap<>();
    Set<String> quantities = new HashSet<>();
    Set<String> states = new HashSet<>();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      quantities.addAll(lexicon.quantitiesOf(word));
      if (vocabulary.quantityWords().contains(word)) {
        quantities.add(word);
      }
      if (lexicon.stateOf(word) != null) {
        states.add(word);
      }
      if (vocabulary.entityWords().contains(word) && !lexicon.bridges().contains(word)) {
        names.put(word, 1.0);
      }
      boolean free = !names.containsKey(word) && !lexicon.known(word) && !lexicon.isNumber(word);
      if (free && !vocabulary.quantityWords().contains(word)) {
        guesses(words, i, vocabulary).forEach(guess -> names.putIfAbsent(guess, INFERRED));
      }
      Nicknames.of(word).stream()
          .filter(vocabulary.entityWords()::contains)
          .forEach(name -> names.putIfAbsent(name, INFERRED));
    }
    Set<String> context = new HashSet<>(lexicon.correct(lexicon.words(subject), mine));
    words.forEach(context::remove);
    return new Query(
        words, names, numbered(words, lexicon), quantities, states, many(raw, words), context);
  }

  private static boolean many(List<String> raw, List<String> words) {
    boolean asked = raw.stream().anyMatch(w -> MANY.contains(w) || superlative(w));
    boolean plural = false;
    for (int i = 0; i < raw.size() && i < words.size(); i++) {
      String word = raw.get(i);
      plural |= word.length() > 3 && word.equals(words.get(i) + "s");
      plural |= word.equals("temps") || word.equals("batteries") || word.equals("lights");
    }
    return asked || plural;
  }

  private static boolean superlative(String word) {
    return word.length() > 5 && word.endsWith("est") && !word.equals("latest");
  }

  private static Set<String> numbered(List<String> words, Lexicon lexicon) {
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

  /** Words that a word nobody knows may stand for: a part of it, more of it, two in one. */
  private static Set<String> guesses(List<String> words, int i, Vocabulary vocabulary) {
    String word = words.get(i);
    Set<String> found = new HashSet<>();
    String next = i + 1 < words.size() ? words.get(i + 1) : "";
    String previous = i > 0 ? words.get(i - 1) : "";
    for (String whole : List.of(word + next, previous + word)) {
      if (vocabulary.entityWords().contains(whole)) {
        found.add(whole);
      }
    }
    for (int cut = 3; cut <= word.length() - 3; cut++) {
      String head = word.substring(0, cut);
      String tail = word.substring(cut);
      if (vocabulary.entityWords().contains(head) && vocabulary.entityWords().contains(tail)) {
        found.add(head);
        found.add(tail);
      }
    }
    return found.isEmpty() ? alike(word, vocabulary) : found;
  }

  private static Set<String> alike(String word, Vocabulary vocabulary) {
    Lexicon lexicon = Lexicon.shared();
    Set<String> found = new HashSet<>();
    List<String> near = new ArrayList<>();
    for (String name : vocabulary.entityWords()) {
      if (name.length() < 3 || lexicon.isNumber(name)) {
        continue;
      }
      boolean more = word.length() >= 3 && name.startsWith(word);
      boolean less = name.length() >= 4 && word.startsWith(name);
      if (more || less) {
        found.add(name);
      }
      int limit = Spelling.allowedEdits(Math.min(word.length(), name.length()));
      if (limit > 0 && Spelling.distance(word, name, limit) <= limit) {
        near.add(name);
      }
    }
    found.addAll(near);
    return found;
  }
}
