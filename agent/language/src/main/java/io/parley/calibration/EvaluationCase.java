package io.parley.calibration;

import io.parley.knowledge.Fact;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A question whose answer is known.
 *
 * @param kind what is asked, for the report
 * @param question in words
 * @param facts what the node knows
 * @param now the time of the question
 * @param answer the exact answer; absent if the facts do not tell it
 */
public record EvaluationCase(
    String kind, String question, List<Fact> facts, Instant now, @Nullable String answer) {
  /** Checks that something is asked. */
  public EvaluationCase {
    if (question.isBlank()) {
      throw new IllegalArgumentException("case.question must not be blank");
    }
    facts = List.copyOf(facts);
  }

  /** Whether the facts tell the answer. */
  public boolean answerable() {
    return answer != null;
  }
}
