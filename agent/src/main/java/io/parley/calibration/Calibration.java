package io.parley.calibration;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What a model's raw confidence is worth, learnt from cases with known answers.
 *
 * @param snapshot SHA-256 of the model's file, or its first digits, in hex; at least 12
 * @param promptVersion the version of the prompt it was learnt with
 * @param cases how many cases it was learnt from, at least 1
 * @param curve raw confidence to the chance of being right
 * @param wrong raw confidences of the answers that were wrong, rising
 */
public record Calibration(
    String snapshot, String promptVersion, int cases, Isotonic curve, List<Double> wrong) {
  /** The error rate where the user chose none: of a hundred questions, two answered wrongly. */
  public static final double USUAL_ERROR_RATE = 0.02;

  /** Above every confidence: nothing is sure. */
  private static final double NEVER = Double.POSITIVE_INFINITY;

  /** Checks the bounds and sorts. */
  public Calibration {
    if (snapshot.length() < 12) {
      throw new IllegalArgumentException("calibration.snapshot must have at least 12 digits");
    }
    if (cases < 1 || wrong.size() > cases) {
      throw new IllegalArgumentException(
          "calibration.cases %d must be at least 1 and at least the %d wrong"
              .formatted(cases, wrong.size()));
    }
    List<Double> sorted = new ArrayList<>(wrong);
    Collections.sort(sorted);
    wrong = List.copyOf(sorted);
  }

  /** Learns from outcomes; where nothing was answered, the chance of being right is a half. */
  public static Calibration learn(String snapshot, String promptVersion, List<Outcome> outcomes) {
    List<Isotonic.Point> points =
        outcomes.stream()
            .filter(Outcome::answered)
            .map(o -> new Isotonic.Point(o.raw(), o.right()))
            .toList();
    Isotonic curve =
        points.isEmpty() ? new Isotonic(List.of(0.0), List.of(0.5)) : Isotonic.fit(points);
    List<Double> wrong = outcomes.stream().filter(Outcome::wrong).map(Outcome::raw).toList();
    return new Calibration(snapshot, promptVersion, outcomes.size(), curve, wrong);
  }

  /** Whether it was learnt from this model. */
  public boolean fits(String otherSnapshot) {
    return !otherSnapshot.isEmpty()
        && (snapshot.startsWith(otherSnapshot) || otherSnapshot.startsWith(snapshot));
  }

  /** The chance that an answer of this raw confidence is right, 0..1. */
  public double confidence(double raw) {
    return curve.at(raw);
  }

  /**
   * The raw confidence from which on an answer is given as sure, so that of all questions like the
   * cases at most this share get a wrong answer given as sure, in expectation (conformal risk
   * control, Angelopoulos et al. 2022: the empirical risk over n cases, times n, plus 1, over n +
   * 1, must not exceed the rate).
   *
   * @param errorRate above 0, below 1
   */
  public double threshold(double errorRate) {
    if (!(errorRate > 0 && errorRate < 1)) {
      throw new IllegalArgumentException("errorRate %s must lie in (0, 1)".formatted(errorRate));
    }
    int allowed = (int) Math.floor(errorRate * (cases + 1) - 1);
    if (allowed < 0) {
      return NEVER;
    }
    if (allowed >= wrong.size()) {
      return 0;
    }
    return Math.nextUp(wrong.get(wrong.size() - 1 - allowed));
  }

  /**
   * How many cases must be asked before any answer can be given as sure at an error rate.
   *
   * @param errorRate above 0, below 1
   */
  public static int least(double errorRate) {
    int cases = Math.max(1, (int) (1 / errorRate) - 2);
    while (errorRate * (cases + 1) - 1 < 0) {
      cases++;
    }
    return cases;
  }

  /** Whether an answer of this raw confidence is given as sure at this error rate. */
  public boolean sure(double raw, double errorRate) {
    return raw >= threshold(errorRate);
  }
}
