package io.parley.ladder;

import io.parley.knowledge.Fact;
import io.parley.protocol.Phrase;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * One hypothesis of what the answers of a kind say about their fact: an expression over the fact,
 * and whether an exchange bears it out. The search goes over all of them, the simplest first.
 *
 * @param field the field of the reply that the answer says: {@code value} or {@code answer}
 * @param expression JSONata over one fact, {@code $$} being the whole input
 * @param decision whether it answers yes or no
 * @param needsLimit whether it compares with a number of the question
 * @param cues words of which the question must have one, so that an accident is not taken for a
 *     meaning; empty: none
 */
record Hypothesis(
    String field, String expression, boolean decision, boolean needsLimit, Set<String> cues) {
  private static final Set<String> NONE = Set.of();
  private static final Set<String> CHANGE = Set.of("when", "since", "last", "changed", "change");
  private static final Set<String> PAST = Set.of("been", "ever", "was", "were", "had");
  private static final int WINDOWS = 3;
  private static final Set<String> YES = Set.of("yes", "true");
  private static final Set<String> NO = Set.of("no", "false");

  /** All hypotheses, the simplest first. */
  static List<Hypothesis> all() {
    List<Hypothesis> all = new ArrayList<>();
    all.add(new Hypothesis("value", "value", false, false, NONE));
    window(all, "max", Set.of("highest", "maximum", "max", "peak", "most", "hottest", "warmest"));
    window(all, "min", Set.of("lowest", "minimum", "min", "least", "coldest", "coolest"));
    window(all, "mean", Set.of("mean", "average", "typical"));
    all.add(new Hypothesis("value", "changed", false, false, CHANGE));
    all.add(new Hypothesis("value", "at", false, false, CHANGE));
    limit(all, "limits.high", Set.of("limit", "highest", "maximum", "max", "most", "allowed"));
    limit(all, "limits.low", Set.of("limit", "lowest", "minimum", "min", "least", "allowed"));
    all.add(decision("value = true", false));
    all.add(decision("value = false", false));
    for (int i = 0; i < WINDOWS; i++) {
      all.add(cued("windows[%d].max > $$.body.limit".formatted(i), PAST));
      all.add(cued("windows[%d].min < $$.body.limit".formatted(i), PAST));
    }
    all.add(cued("value >= $$.body.limit", Set.of("least")));
    all.add(cued("value <= $$.body.limit", Set.of("most")));
    all.add(decision("value > $$.body.limit", true));
    all.add(decision("value < $$.body.limit", true));
    all.add(decision("value > limits.high", false));
    all.add(decision("value < limits.low", false));
    all.add(
        decision(
            "($exists(limits.high) ? value <= limits.high : true)"
                + " and ($exists(limits.low) ? value >= limits.low : true)",
            false));
    return all;
  }

  /** Whether it says a time, which has no unit. */
  boolean time() {
    return expression.equals("changed") || expression.equals("at");
  }

  /** Whether the exchange could have been answered so, by its words alone. */
  boolean suits(Aim aim) {
    boolean cued =
        cues.isEmpty() || Phrase.words(aim.exchange().question()).stream().anyMatch(cues::contains);
    return cued && decision == says(aim.exchange().answer()).isPresent();
  }

  /** Whether the answer says yes or no, and which. */
  static Optional<Boolean> says(String answer) {
    String first = answer.strip().toLowerCase(Locale.ROOT).split("[^a-z]+", 2)[0];
    if (YES.contains(first)) {
      return Optional.of(true);
    }
    return NO.contains(first) ? Optional.of(false) : Optional.empty();
  }

  /** Whether what the expression gave is what the answer says. */
  boolean borneOut(Object given, Aim aim) {
    String answer = aim.exchange().answer();
    if (decision) {
      return says(answer).map(yes -> yes ? "yes" : "no").filter(given::equals).isPresent();
    }
    return !NumberWords.found(withoutPlace(answer, aim.fact(), aim.place()), given).isEmpty();
  }

  /** The number of boiler 3 is not its temperature. */
  private static String withoutPlace(String answer, Fact fact, String place) {
    String shown = answer.toLowerCase(Locale.ROOT);
    return shown.replace(fact.name().toLowerCase(Locale.ROOT), " ").replace(place, " ");
  }

  private static Hypothesis decision(String test, boolean needsLimit) {
    return new Hypothesis("answer", yesOrNo(test), true, needsLimit, NONE);
  }

  /** What cannot be compared, since one side is unknown, is neither. */
  static String yesOrNo(String test) {
    return "($t := (%s); $exists($t) ? ($t ? 'yes' : 'no'))".formatted(test);
  }

  private static Hypothesis cued(String test, Set<String> cues) {
    return new Hypothesis("answer", yesOrNo(test), true, true, cues);
  }

  private static void window(List<Hypothesis> all, String statistic, Set<String> cues) {
    for (int i = 0; i < WINDOWS; i++) {
      all.add(
          new Hypothesis("value", "windows[%d].%s".formatted(i, statistic), false, false, cues));
    }
  }

  private static void limit(List<Hypothesis> all, String path, Set<String> cues) {
    all.add(new Hypothesis("value", path, false, false, cues));
  }
}
