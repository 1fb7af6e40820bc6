package io.parley.calibration;

import java.util.List;

/**
 * What a model's raw confidence is worth, learnt from cases with known answers.
 *
 * @param snapshot SHA-256 of the model's file, or its first digits, in hex; at least 12
 * @param promptVersion the version of the prompt it was learnt with
 * @param curve raw confidence to the chance of being right
 * @param all how it did on all cases, at least 1
 * @param unknown how it did on those that the facts do not tell; none of them is right
 */
public record Calibration(
    String snapshot, String promptVersion, Isotonic curve, Tally all, Tally unknown) {
  /** The error rate where the user chose none: of a hundred questions, two answered wrongly. */
  public static final double USUAL_ERROR_RATE = 0.02;

  /** Below this an answer is more likely wrong than right, whatever rate is allowed. */
  private static final double EVEN = 0.5;

  /** Checks the bounds. */
  public Calibration {
    if (snapshot.length() < 12) {
      throw new IllegalArgumentException("calibration.snapshot must have at least 12 digits");
    }
    if (all.cases() < 1 || unknown.cases() > all.cases()) {
      throw new IllegalArgumentException(
          "calibration.all.cases %d must be at least 1 and at least the %d unknown"
              .formatted(all.cases(), unknown.cases()));
    }
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
    List<Outcome> unknown = outcomes.stream().filter(o -> !o.asked().answerable()).toList();
    return new Calibration(snapshot, promptVersion, curve, Tally.of(outcomes), Tally.of(unknown));
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
   * The raw confidence from which on an answer is given as sure, so that at most this share is
   * wrong: of the answers given as sure, of all questions, and, where enough of them were asked to
   * tell, of the questions that the facts do not answer, given as sure at all.
   *
   * @param errorRate above 0, below 1
   */
  public double threshold(double errorRate) {
    if (!(errorRate > 0 && errorRate < 1)) {
      throw new IllegalArgumentException("errorRate %s must lie in (0, 1)".formatted(errorRate));
    }
    double known = Math.max(all.ofQuestions(errorRate), all.ofAnswers(errorRate));
    return unknown.cases() < least(errorRate)
        ? known
        : Math.max(known, unknown.ofQuestions(errorRate));
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
    return raw >= threshold(errorRate) && confidence(raw) >= EVEN;
  }
}
