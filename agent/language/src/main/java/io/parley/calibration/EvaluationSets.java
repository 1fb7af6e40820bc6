package io.parley.calibration;

import java.util.ArrayList;
import java.util.List;

/** The built-in sets. What one is used for, the others are not. */
public final class EvaluationSets {
  private static final int CALIBRATION_CASES = 1000;
  private static final int EVALUATION_CASES = 300;
  private static final long CALIBRATION_SEED = 20_261;
  private static final long EVALUATION_SEED = 20_262;

  private EvaluationSets() {}

  /**
   * What a model is calibrated on where its user gives no questions of their own: made by code, and
   * as people ask. The reading of questions was mended on the latter, the model never learnt them.
   */
  public static List<EvaluationCase> calibration() {
    List<EvaluationCase> cases =
        new ArrayList<>(HeldOut.cases(CALIBRATION_CASES, CALIBRATION_SEED));
    cases.addAll(HandWritten.builtIn("tune"));
    return cases;
  }

  /** What its figures are measured on: made by code. */
  public static List<EvaluationCase> evaluation() {
    return HeldOut.cases(EVALUATION_CASES, EVALUATION_SEED);
  }

  /** What its figures are measured on, too: as people ask. */
  public static List<EvaluationCase> handWritten() {
    return HandWritten.builtIn("held");
  }

  /** The same, and harder: by an author who had not seen what the model was taught. */
  public static List<EvaluationCase> byOthers() {
    return HandWritten.builtIn("others");
  }
}
