package io.parley.language;

import io.parley.language.plan.Plan.Doubt;
import io.parley.query.Result;
import java.util.List;

/** How likely a reading is what was meant. */
final class Confidence {
  /** Of a plan that no doubt touches. */
  private static final double PLAIN = 0.99;

  private Confidence() {}

  static double of(List<Doubt> doubts) {
    double confidence = PLAIN;
    for (Doubt doubt : doubts) {
      confidence *= share(doubt);
    }
    return confidence;
  }

  /** The share of a stretch that has to be known before a total or mean of it is told as sure. */
  private static final double LEAST_COVERAGE = 0.9;

  /**
   * How likely what was found is right: a total or mean of a stretch that is known in part is half
   * as likely. A greatest or least value is told with the share that is known.
   */
  static double of(double reading, Result result) {
    boolean part =
        result instanceof Result.Computed computed
            && computed.at() == null
            && computed.coverage() < LEAST_COVERAGE;
    return part ? reading * share(Doubt.NEAREST) : reading;
  }

  private static double share(Doubt doubt) {
    return switch (doubt) {
      case SHORT, CONTINUED, SUBJECT -> 0.995;
      case CORRECTED -> 0.992;
      case SEVERAL -> 0.8;
      case NEAREST -> 0.5;
    };
  }
}
