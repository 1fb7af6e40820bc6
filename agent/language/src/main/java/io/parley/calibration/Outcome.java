package io.parley.calibration;

import io.parley.prompt.Candidate;

/**
 * What a model made of a case.
 *
 * @param asked the case
 * @param text what it decoded
 * @param raw its raw confidence in that, 0..1
 * @param ms how long it took
 */
public record Outcome(EvaluationCase asked, String text, double raw, long ms) {
  /** Whether it gave an answer at all. */
  public boolean answered() {
    return !text.equals(Candidate.UNSURE);
  }

  /** Whether it gave the right answer. */
  public boolean right() {
    return answered() && text.equals(asked.answer());
  }

  /** Whether it gave an answer that is not right. */
  public boolean wrong() {
    return answered() && !right();
  }

  /** How much it stands for an answer: its raw confidence, or what is left where it is unsure. */
  public double score() {
    return answered() ? raw : (1 - raw) / 2;
  }
}
