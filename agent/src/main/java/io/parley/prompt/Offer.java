package io.parley.prompt;

import io.parley.knowledge.Fact;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a question is answered with: the sheet, and of the answers that it supports those that the
 * question may mean.
 *
 * @param prompt the sheet
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

    Offer offer(List<Fact> facts, Instant now) {
      return new Bearing(reading, typed()).judged(Sheet.render(question, facts, now));
    }
  }
}
