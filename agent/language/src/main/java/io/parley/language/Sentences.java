package io.parley.language;

import io.parley.language.pack.Kind;
import io.parley.language.plan.Plan;
import io.parley.language.plan.Planner;
import io.parley.language.reader.QuestionReader;
import io.parley.language.reader.Reading;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Questions with something said around them: "I am the neighbour. Is the window open?" Only one
 * sentence may be a question that is understood, and the others must name nothing of the site: what
 * they say could change what is asked.
 */
final class Sentences {
  private static final int MOST = 6;

  /** Parts that could belong to the question of another sentence. */
  private static final Set<Kind> CHANGING =
      Set.of(
          Kind.STATE, Kind.ABOVE, Kind.BELOW, Kind.NOT, Kind.EXCEPT, Kind.SPAN, Kind.MAX, Kind.MIN);

  private static final String ENDS = "(?<=[.!?:;])\\s+|(?<=[。！？])|\\n+";

  private final QuestionReader reader;
  private final Planner planner;

  Sentences(QuestionReader reader, Planner planner) {
    this.reader = reader;
    this.planner = planner;
  }

  /** The plan of the one sentence that asks; absent if there is none, or more than one. */
  @Nullable Plan alone(String text, @Nullable String language) {
    List<String> sentences =
        List.of(text.split(ENDS)).stream().filter(each -> !each.isBlank()).toList();
    if (sentences.size() < 2 || sentences.size() > MOST) {
      return null;
    }
    Plan found = null;
    for (String sentence : sentences) {
      Reading reading = reader.read(sentence, language);
      Plan plan = planner.plan(reading, null, null);
      boolean asks = plan instanceof Plan.Asks;
      if ((asks && found != null) || (!asks && names(reading))) {
        return null;
      }
      found = asks ? plan : found;
    }
    return found;
  }

  private static boolean names(Reading reading) {
    return reading.links().stream()
        .anyMatch(
            link ->
                link.restricts()
                    || link.concepts().stream().anyMatch(c -> CHANGING.contains(c.kind())));
  }
}
