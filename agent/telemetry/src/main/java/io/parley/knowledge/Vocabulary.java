package io.parley.knowledge;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** All words of all series at one moment, and how much each tells. Never changes. */
final class Vocabulary {
  /** A bound or a span says little about which thing is meant, however rare it is in names. */
  private static final double SOFT = 1.0;

  private final List<Series> series;
  private final Map<String, Double> weights = new HashMap<>();
  private final Set<String> quantities = new HashSet<>();
  private final Set<String> all = new HashSet<>();
  private final Set<String> correctable = new TreeSet<>();
  private final Map<String, List<Series>> found = new HashMap<>();

  Vocabulary(Collection<Series> from) {
    Lexicon lexicon = Lexicon.shared();
    series = List.copyOf(from);
    Map<String, Integer> seriesWith = new HashMap<>();
    for (Series one : series) {
      Words words = one.words();
      words.entity().forEach(word -> seriesWith.merge(word, 1, Integer::sum));
      quantities.addAll(words.quantities());
      Set<String> by = new HashSet<>(words.entity());
      by.addAll(words.quantities());
      by.forEach(word -> found.computeIfAbsent(word, w -> new ArrayList<>()).add(one));
    }
    Set<String> soft = new HashSet<>(Quantities.BOUNDS);
    seriesWith.forEach(
        (word, count) ->
            weights.put(
                word,
                soft.contains(word) || lexicon.span(word, false) != null || lexicon.isNumber(word)
                    ? SOFT
                    : Math.log(1 + (double) series.size() / count)));
    all.addAll(weights.keySet());
    all.addAll(quantities);
    for (String word : all) {
      if (word.length() >= Spelling.SHORTEST_CORRECTED && !lexicon.isNumber(word)) {
        correctable.add(word);
      }
    }
  }

  /** All series. */
  List<Series> series() {
    return series;
  }

  /** The series that have any of these words in their name or quantity, each once. */
  Set<Series> with(Collection<String> words) {
    Set<Series> some = new LinkedHashSet<>();
    words.forEach(word -> some.addAll(found.getOrDefault(word, List.of())));
    return some;
  }

  /** Words of things and places. */
  Set<String> entityWords() {
    return weights.keySet();
  }

  /** Words of quantities. */
  Set<String> quantityWords() {
    return quantities;
  }

  /** The words as they were meant, where some word of the vocabulary is near. */
  List<String> corrected(List<String> words) {
    return Lexicon.shared().correct(words, all, correctable);
  }

  /** How much a word tells: the rarer, the more; 0 for a word that names nothing. */
  double weight(String word) {
    return weights.getOrDefault(word, 0.0);
  }
}
