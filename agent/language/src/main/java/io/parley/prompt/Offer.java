package io.parley.prompt;

import io.parley.knowledge.Fact;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a question is answered with: the sheet, and of the answers that it supports those that the
 * question may mean. Where a restriction of the question is not known or not read, nothing but
 * {@code unsure} is offered.
 *
 * @param prompt the sheet, over the facts that the question does not exclude
 * @param why why there is nothing but {@code unsure} in it, as a sentence that names the word;
 *     absent where there are answers, or where the sheet itself has none
 */
public record Offer(Prompt prompt, @Nullable String why) {
  /**
   * The offers of a question, one for each of its parts that can stand alone.
   *
   * @param question in words, as it was asked; its first 400 characters count
   * @param facts what the node knows, the best first
   * @param now the time that ages are counted from
   * @return one to three
   */
  public static List<Offer> all(String question, List<Fact> facts, Instant now) {
    List<Fact> own = Intruders.without(question, facts);
    Asked whole = Asked.of(question, own);
    String negation = whole.negation();
    Opposite opposite = negation == null ? null : Opposite.of(Asked.cleaned(question));
    if (negation != null && opposite != null) {
      return opposite.judged(parts(opposite.question(), own, now), negation);
    }
    return parts(question, own, now);
  }

  private static List<Offer> parts(String question, List<Fact> facts, Instant now) {
    Asked whole = Asked.of(question, facts);
    String why = whole.refusal();
    if (why != null) {
      return List.of(whole.refused(facts, now, why));
    }
    return Questions.apart(question, facts).stream()
        .map(part -> Asked.of(part, facts).offer(facts, now))
        .toList();
  }

  /** A question as it is read over the series of facts. */
  private record Asked(String question, List<Series> all, Reading reading) {
    static Asked of(String question, List<Fact> facts) {
      List<Series> all = facts.stream().map(Series::new).toList();
      return new Asked(question, all, new Reading(cleaned(question), all));
    }

    private static String cleaned(String question) {
      return Words.clean(question, Sheet.MOST_CHARACTERS);
    }

    private List<String> typed() {
      return Words.of(cleaned(question));
    }

    @Nullable String negation() {
      return Negation.in(typed(), all);
    }

    @Nullable String refusal() {
      String negation = negation();
      return negation == null ? new Links(reading, all).missing() : negation;
    }

    Offer refused(List<Fact> facts, Instant now, String why) {
      return new Offer(Sheet.render(question, facts, now).only(List.of()), why);
    }

    Offer offer(List<Fact> facts, Instant now) {
      Restriction restriction = new Restriction(reading, all, question);
      String why = refusal();
      why = why == null ? restriction.unmet() : why;
      if (why != null) {
        return refused(facts, now, why);
      }
      Set<Fact> meant = new HashSet<>(restriction.meant());
      List<Fact> kept = facts.stream().filter(meant::contains).toList();
      Prompt prompt = Sheet.render(question, kept, now);
      return new Bearing(reading, typed()).judged(prompt);
    }
  }
}
