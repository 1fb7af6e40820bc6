package io.parley.ladder;

import io.parley.knowledge.Fact;
import io.parley.protocol.Phrase;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One hypothesis of what the answers of a kind say about their fact: an expression over the fact,
 * and whether an exchange bears it out.
 *
 * @param field the field of the reply that the answer says: {@code value} or {@code answer}
 * @param expression JSONata over one fact, {@code $$} being the whole input
 * @param decision whether it answers yes or no
 * @param needsLimit whether it compares with a number of the question
 * @param cues words of which the question must have one, so that an accident is not taken for a
 *     meaning; empty: none
 * @param never words that say another thing
 */
record Hypothesis(
    String field,
    String expression,
    boolean decision,
    boolean needsLimit,
    Set<String> cues,
    Set<String> never) {
  private static final Set<String> NONE = Set.of();
  private static final Set<String> CHANGE = Set.of("changed", "change", "changes", "since");
  private static final Set<String> WHEN = Set.of("when", "last", "since", "changed", "change");
  private static final Set<String> PAST = Set.of("been", "ever", "was", "were", "had");
  private static final Set<String> EDGE = Set.of("least", "most");
  private static final Set<String> NOT =
      Set.of("not", "no", "isn't", "isnt", "aren't", "arent", "never", "without");
  private static final int WINDOWS = 3;
  private static final Set<String> YES = Set.of("yes", "true");
  private static final Set<String> NO = Set.of("no", "false");

  /** All hypotheses, those included that are only there to leave a meaning open. */
  static List<Hypothesis> all() {
    List<Hypothesis> all = new ArrayList<>();
    all.add(new Hypothesis("value", "value", false, false, NONE, NONE));
    window(all, "max", Set.of("highest", "maximum", "max", "peak", "most", "hottest", "warmest"));
    window(all, "min", Set.of("lowest", "minimum", "min", "least", "coldest", "coolest"));
    window(all, "mean", Set.of("mean", "average", "typical"));
    all.add(new Hypothesis("value", "changed", false, false, WHEN, NONE));
    all.add(new Hypothesis("value", "at", false, false, WHEN, CHANGE));
    limit(all, "limits.high", Set.of("limit", "highest", "maximum", "max", "most", "allowed"));
    limit(all, "limits.low", Set.of("limit", "lowest", "minimum", "min", "least", "allowed"));
    all.add(decision("value = true"));
    all.add(decision("value = false"));
    for (int i = 0; i < WINDOWS; i++) {
      all.add(cued("windows[%d].max > $$.body.limit".formatted(i), PAST));
      all.add(cued("windows[%d].min < $$.body.limit".formatted(i), PAST));
    }
    all.add(cued("value >= $$.body.limit", with(NOT, "least")));
    all.add(cued("value <= $$.body.limit", with(NOT, "most")));
    all.add(new Hypothesis("answer", yesOrNo("value > $$.body.limit"), true, true, NONE, EDGE));
    all.add(new Hypothesis("answer", yesOrNo("value < $$.body.limit"), true, true, NONE, EDGE));
    all.add(decision("value > limits.high"));
    all.add(decision("value < limits.low"));
    all.add(
        decision(
            "($exists(limits.high) ? value <= limits.high : true)"
                + " and ($exists(limits.low) ? value >= limits.low : true)"));
    return all;
  }

  /** Whether it says a time, which has no unit. */
  boolean time() {
    return expression.equals("changed") || expression.equals("at");
  }

  /** Whether it is over a span of time, which no question that is learnt from asks for. */
  boolean windowed() {
    return expression.contains("windows[");
  }

  /** Whether the words of the exchange say so. */
  boolean suits(Aim aim) {
    List<String> words = Phrase.words(aim.exchange().question());
    return (cues.isEmpty() || words.stream().anyMatch(cues::contains)) && possible(aim);
  }

  /** Whether the words of the exchange may say so: those that code cannot read may say anything. */
  boolean possible(Aim aim) {
    List<String> words = Phrase.words(aim.exchange().question());
    boolean cued = cues.isEmpty() || words.stream().anyMatch(cues::contains) || aim.unread();
    return cued
        && words.stream().noneMatch(never::contains)
        && decision == says(aim.exchange().answer()).isPresent();
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

  private static Set<String> with(Set<String> words, String word) {
    return Stream.concat(words.stream(), Stream.of(word)).collect(Collectors.toUnmodifiableSet());
  }

  private static Hypothesis decision(String test) {
    return new Hypothesis("answer", yesOrNo(test), true, false, NONE, NONE);
  }

  /** What cannot be compared, since one side is unknown, is neither. */
  static String yesOrNo(String test) {
    return "($t := (%s); $exists($t) ? ($t ? 'yes' : 'no'))".formatted(test);
  }

  private static Hypothesis cued(String test, Set<String> cues) {
    return new Hypothesis("answer", yesOrNo(test), true, true, cues, NONE);
  }

  private static void window(List<Hypothesis> all, String statistic, Set<String> cues) {
    for (int i = 0; i < WINDOWS; i++) {
      all.add(
          new Hypothesis(
              "value", "windows[%d].%s".formatted(i, statistic), false, false, cues, NONE));
    }
  }

  private static void limit(List<Hypothesis> all, String path, Set<String> cues) {
    all.add(new Hypothesis("value", path, false, false, cues, NONE));
  }
}
