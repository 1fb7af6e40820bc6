package io.parley.gateway;

import io.parley.knowledge.Fact;
import io.parley.message.Answer;
import java.util.List;

/** The port to the ladder: what plain code can answer, and what it learns from. */
public interface Routines {
  /** A node that knows no protocol. */
  Routines NONE =
      new Routines() {
        @Override
        public Attempt attempt(Asked asked, List<Fact> facts) {
          return Attempt.NOTHING;
        }

        @Override
        public void exchanged(Asked asked, List<Fact> facts, Answer answer, FoundBy foundBy) {}
      };

  /**
   * Answers a protocol message, or a question in words that a phrase template matches. {@link
   * Attempt.Refused} says why a protocol message is not accepted.
   */
  Attempt attempt(Asked asked, List<Fact> facts);

  /**
   * Changes whenever what is known here does: an answer of a revoked or expired one holds no more.
   */
  default long generation() {
    return 0;
  }

  /** Hears every exchange after its answer went out, to notice what repeats; must not block. */
  void exchanged(Asked asked, List<Fact> facts, Answer answer, FoundBy foundBy);
}
