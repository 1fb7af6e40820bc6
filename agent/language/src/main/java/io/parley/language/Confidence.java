package io.parley.language;

import io.parley.language.plan.Plan.Doubt;
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

  private static double share(Doubt doubt) {
    return switch (doubt) {
      case SHORT, CONTINUED, SUBJECT -> 0.995;
      case CORRECTED -> 0.992;
      case SEVERAL -> 0.8;
      case NEAREST -> 0.5;
    };
  }
}
