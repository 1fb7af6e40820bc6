package io.parley.calibration;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How a model did on cases with known answers.
 *
 * @param cases how many were asked, at least the right and the wrong together
 * @param right raw confidences of the right answers, rising
 * @param wrong raw confidences of the wrong answers, rising
 */
public record Tally(int cases, List<Double> right, List<Double> wrong) {
  /** Above every confidence: nothing is sure. */
  static final double NEVER = Double.POSITIVE_INFINITY;

  /** Checks the counts and sorts. */
  public Tally {
    right = sorted(right);
    wrong = sorted(wrong);
    if (right.size() + wrong.size() > cases) {
      throw new IllegalArgumentException(
          "tally.cases %d must be at least the %d right and the %d wrong"
              .formatted(cases, right.size(), wrong.size()));
    }
  }

  private static List<Double> sorted(List<Double> raw) {
    List<Double> sorted = new ArrayList<>(raw);
    Collections.sort(sorted);
    return List.copyOf(sorted);
  }

  /** Counts outcomes. */
  static Tally of(List<Outcome> outcomes) {
    return new Tally(
        outcomes.size(),
        outcomes.stream().filter(Outcome::right).map(Outcome::raw).toList(),
        outcomes.stream().filter(Outcome::wrong).map(Outcome::raw).toList());
  }

  /**
   * The raw confidence from which on, of all questions like these, at most this share get a wrong
   * answer as sure, in expectation (conformal risk control, Angelopoulos et al. 2022: the wrong
   * ones, plus 1, over n + 1 must not exceed the rate).
   */
  double ofQuestions(double rate) {
    int allowed = (int) Math.floor(rate * (cases + 1) - 1);
    return allowed < 0 ? NEVER : above(allowed);
  }

  /**
   * The raw confidence from which on, of the answers given as sure, at most this share is wrong,
   * counting one wrong answer more than was seen (selective risk, Geifman and El-Yaniv 2017).
   */
  double ofAnswers(double rate) {
    for (int kept = wrong.size(); kept >= 0; kept--) {
      double from = above(kept);
      long sure = right.stream().filter(raw -> raw >= from).count() + kept;
      if (kept + 1 <= rate * (sure + 1)) {
        return from;
      }
    }
    return NEVER;
  }

  /** The least threshold that leaves at most this many wrong answers above it. */
  private double above(int kept) {
    return kept >= wrong.size() ? 0 : Math.nextUp(wrong.get(wrong.size() - 1 - kept));
  }
}
