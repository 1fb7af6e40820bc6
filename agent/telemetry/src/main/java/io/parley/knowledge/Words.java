package io.parley.knowledge;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The words a series is found by.
 *
 * @param name its name
 * @param entity the words that say which thing or place it is, in order; numbers as words
 * @param own the words of its quantity
 * @param quantities the words of its quantity and the quantities these stand for
 * @param numbered each number of the name with the word before it, as {@code word number}
 */
record Words(
    String name,
    Set<String> entity,
    Set<String> own,
    Set<String> quantities,
    Set<String> numbered) {
  static Words of(String name, String quantity) {
    Lexicon lexicon = Lexicon.shared();
    Set<String> own = new TreeSet<>(lexicon.words(quantity));
    Set<String> quantities = new TreeSet<>(own);
    own.forEach(word -> quantities.addAll(lexicon.quantitiesOf(word)));
    Set<String> entity = new LinkedHashSet<>();
    Set<String> numbered = new HashSet<>();
    List<String> before = new ArrayList<>();
    for (String word : lexicon.words(name)) {
      boolean mark = word.length() == 1 && ",;?".contains(word);
      if (mark || own.contains(word) || lexicon.bridges().contains(word)) {
        continue;
      }
      if (lexicon.isNumber(word) && !before.isEmpty()) {
        numbered.add(before.get(before.size() - 1) + " " + word);
      }
      entity.add(word);
      before.add(word);
    }
    return new Words(name, entity, own, quantities, numbered);
  }

  /** Whether the name has a number right after this word. */
  boolean numbers(String word) {
    String start = word + " ";
    return numbered.stream().anyMatch(pair -> pair.startsWith(start));
  }
}
