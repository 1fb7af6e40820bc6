package io.parley.prompt;

import io.parley.knowledge.Lexicon;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Questions that no sheet answers, whatever it holds: why, who, what will be, what to do. */
final class Beyond {
  private static final Map<String, List<List<String>>> ASKING = phrases("beyond");
  private static final Map<String, List<List<String>>> ANSWERABLE = phrases("answerable");

  private Beyond() {}

  /**
   * Whether one is asked.
   *
   * @param plain the words of a part that stand in no name
   * @param measured the words of the quantities that are there: a wind direction can be told
   */
  static boolean asks(List<String> plain, Set<String> measured) {
    int i = 0;
    while (i < plain.size()) {
      List<List<String>> fine = at(ANSWERABLE, plain, i);
      if (fine.isEmpty()
          && at(ASKING, plain, i).stream()
              .anyMatch(p -> p.stream().noneMatch(measured::contains))) {
        return true;
      }
      i += fine.isEmpty() ? 1 : fine.get(0).size();
    }
    return false;
  }

  /** The phrases that stand there. */
  private static List<List<String>> at(
      Map<String, List<List<String>>> phrases, List<String> plain, int i) {
    return phrases.getOrDefault(plain.get(i), List.of()).stream()
        .filter(p -> i + p.size() <= plain.size())
        .filter(p -> p.equals(plain.subList(i, i + p.size())))
        .toList();
  }

  private static Map<String, List<List<String>>> phrases(String list) {
    Map<String, List<List<String>>> byFirst = new HashMap<>();
    for (String phrase : Lexicon.shared().set(list)) {
      List<String> words = Lexicon.pieces(phrase);
      byFirst.computeIfAbsent(words.get(0), w -> new ArrayList<>()).add(words);
    }
    return byFirst;
  }
}
