package io.parley.prompt;

import io.parley.knowledge.Fact;
import io.parley.knowledge.Lexicon;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Series that share with a question only words that are no names in it: {@code ac is valid} shares
 * "is" with "is the saw hot", {@code pump 1 running} shares "running" with "is the fan running".
 * With them on the sheet these words would be read as names.
 */
final class Intruders {
  private static final Set<String> FUNCTION_WORDS =
      Set.of(
          """
          is are was were be been am has have had having do does did doing what which who whose
          when where why how can could will would should shall may might must it its this that
          these those there here i you we they he she me us my your our their and or if whether
          now at by to from for with about as than so please tell show
          give get let know many much more most less no yes not
          """
              .strip()
              .split("\\s+"));

  private final Lexicon lexicon = Lexicon.shared();
  private final List<String> words;

  private Intruders(List<String> words) {
    this.words = words;
  }

  /** The facts without them, in their order. */
  static List<Fact> without(String question, List<Fact> facts) {
    List<String> words = Words.of(Words.clean(question, Sheet.MOST_CHARACTERS));
    Intruders intruders = new Intruders(words);
    List<Fact> left = new ArrayList<>();
    List<Fact> named = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Fact fact : facts) {
      Series series = new Series(fact);
      Set<String> shared = intruders.shared(series);
      boolean function = !shared.isEmpty() && shared.stream().allMatch(intruders::function);
      if (function) {
        continue;
      }
      left.add(fact);
      if (intruders.onlyState(series, shared)) {
        continue;
      }
      named.add(fact);
      names.addAll(shared);
    }
    // "which are open": where nothing else is named, the state is all that there is
    return names.stream().anyMatch(w -> !intruders.plain(w)) ? named : left;
  }

  private Set<String> shared(Series series) {
    Set<String> shared = new HashSet<>(series.entity());
    shared.removeIf(w -> !words.contains(w) && !words.contains(w + "s"));
    return shared;
  }

  private boolean function(String word) {
    boolean now = word.equals("right") && Words.at(words, words.indexOf(word) + 1).equals("now");
    return now || FUNCTION_WORDS.contains(word);
  }

  private boolean plain(String word) {
    return function(word) || lexicon.namesState(word) || Words.isNumber(word);
  }

  /** Whether the state that the question asks for is the end of its name, and all they share. */
  private boolean onlyState(Series series, Set<String> shared) {
    List<String> said = new ArrayList<>(series.said());
    said.removeIf(w -> lexicon.in("generic", w));
    String last = Words.at(said, said.size() - 1);
    return shared.contains(last)
        && lexicon.namesState(last)
        && shared.stream().allMatch(this::plain);
  }
}
