package io.parley.language.reader;

import io.parley.site.Series;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Words that begin the names of a good part of a site's series, such as the name of the site
 * itself: they tell no thing from another.
 */
final class SiteWord {
  private static final int FEWEST = 5;
  private static final double SHARE = 0.25;

  private final Set<String> words = new HashSet<>();

  /**
   * The words of these series.
   *
   * @param names what packs say of names: a word that they know as a class or a place is none
   */
  SiteWord(List<Series> series, NameConcepts names) {
    Map<String, Set<String>> thingsOf = new HashMap<>();
    Map<String, Integer> counts = new HashMap<>();
    for (Series each : series) {
      List<String> name = Tokenizer.name(each.name());
      if (name.size() > 1 && names.concepts(name, 0).isEmpty()) {
        counts.merge(name.get(0), 1, Integer::sum);
        thingsOf.computeIfAbsent(name.get(0), key -> new HashSet<>()).add(each.thing());
      }
    }
    double least = Math.max(FEWEST, SHARE * series.size());
    counts.forEach(
        (word, count) -> {
          if (count >= least && thingsOf.getOrDefault(word, Set.of()).size() > 2) {
            words.add(word);
          }
        });
  }

  /** Whether a word is one of them. */
  boolean is(String word) {
    return words.contains(word);
  }
}
