package io.parley.ladder;

import io.parley.knowledge.Fact;
import io.parley.protocol.Phrase;
import io.parley.routine.FactTrees;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One hypothesis of what the answers of a kind say about a group: an expression over its members
 * {@code $m}, and whether an exchange bears it out.
 *
 * @param counts whether it says how many; else which
 * @param expression JSONata over the members, {@code $$} being the whole input
 * @param numbers whether the members must have numbers
 * @param needsLimit whether it compares with a number of the question
 */
record GroupHypothesis(boolean counts, String expression, boolean numbers, boolean needsLimit) {
  private static final Set<String> EXTREMES =
      Set.of("most", "least", "max", "maximum", "min", "minimum", "top");
  private static final Set<String> NOT_EXTREMES = Set.of("test", "rest", "west", "nest", "request");

  /** All hypotheses that the words of a question allow, the simplest first. */
  static List<GroupHypothesis> all(GroupAim aim) {
    List<GroupHypothesis> all = new ArrayList<>();
    List<String> words = Phrase.words(aim.exchange().question());
    if (String.join(" ", words).matches("(.* )?(how many|number of|count of) .*")) {
      all.add(count("value > $$.body.limit", true, true));
      all.add(count("value < $$.body.limit", true, true));
      states(aim).forEach(state -> all.add(count(state, false, false)));
      all.add(count("value > limits.high", true, false));
      all.add(count("value < limits.low", true, false));
    } else if (words.stream().anyMatch(GroupHypothesis::extreme)) {
      all.add(which("max"));
      all.add(which("min"));
    }
    return all.stream().filter(one -> one.needsLimit() == !aim.limit().isEmpty()).toList();
  }

  private static boolean extreme(String word) {
    return EXTREMES.contains(word) || (word.endsWith("est") && !NOT_EXTREMES.contains(word));
  }

  /** The words of the question that are values of members, said as they are. */
  private static Stream<String> states(GroupAim aim) {
    List<String> words = Phrase.words(aim.exchange().question());
    return aim.members().stream()
        .map(Fact::said)
        .filter(said -> said instanceof String)
        .map(said -> String.valueOf(said).toLowerCase(Locale.ROOT))
        .distinct()
        .filter(words::contains)
        .map(
            said ->
                "$lowercase($string($exists(state) ? state : value)) = "
                    + FactInduction.quoted(said));
  }

  private static GroupHypothesis count(String test, boolean numbers, boolean needsLimit) {
    return new GroupHypothesis(
        true, "{\"count\": $count($m[%s])}".formatted(test), numbers, needsLimit);
  }

  private static GroupHypothesis which(String extreme) {
    return new GroupHypothesis(
        false,
        """
        ($e := $%s($m.value); $w := $m[value = $e];
        $count($w) > 1 ? {"error": "ambiguous"} :
        $w.{"place": place, "quantity": quantity, "value": value, "unit": unit})"""
            .formatted(extreme),
        true,
        false);
  }

  /** The field of the reply that the answer says. */
  String field() {
    return counts ? "count" : "place";
  }

  /** Whether what the expression gave is what the answer says, and nothing else is. */
  boolean borneOut(Map<?, ?> reply, GroupAim aim) {
    String answer = aim.exchange().answer().toLowerCase(Locale.ROOT);
    Object given = reply.get(field());
    if (given == null) {
      return false;
    }
    if (counts) {
      String said = answer;
      for (Fact member : aim.members()) {
        said = said.replace(FactTrees.place(member).toLowerCase(Locale.ROOT), " ");
      }
      List<String> numbers = NumberWords.in(said);
      return !numbers.isEmpty() && !NumberWords.found(numbers.get(0), given).isEmpty();
    }
    return aim.members().stream()
        .map(member -> FactTrees.place(member).toLowerCase(Locale.ROOT))
        .filter(answer::contains)
        .toList()
        .equals(List.of(String.valueOf(given).toLowerCase(Locale.ROOT)));
  }
}
