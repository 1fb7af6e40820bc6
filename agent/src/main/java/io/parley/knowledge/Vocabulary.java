package io.parley.knowledge;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All words of all series at one moment, and how much each tells. Never changes. */
final class Vocabulary {
  private final List<Series> series;
  private final Map<String, Integer> seriesWith = new HashMap<>();
  private final Set<String> quantities = new HashSet<>();

  Vocabulary(Collection<Series> all) {
    series = List.copyOf(all);
    for (Series one : series) {
      Words words = one.words();
      words.entity().forEach(word -> seriesWith.merge(word, 1, Integer::sum));
      quantities.addAll(words.quantities());
    }
  }

  List<Series> series() {
    return series;
  }

  /** Words of things and places. */
  Set<String> entityWords() {
    return seriesWith.keySet();
  }

  /** Words of quantities. */
  Set<String> quantityWords() {
    return quantities;
  }

  /** How much a word tells: the rarer, the more; 0 for a word that names nothing. */
  double weight(String word) {
    Integer count = seriesWith.get(word);
    return count == null ? 0 : Math.log(1 + (double) series.size() / count);
  }
}
