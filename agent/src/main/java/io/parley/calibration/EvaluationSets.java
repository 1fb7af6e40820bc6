package io.parley.calibration;

import java.util.ArrayList;
import java.util.List;

/** The built-in sets. What one is used for, the others are not. */
public final class EvaluationSets {
  private static final int CALIBRATION_CASES = 450;
  private static final int EVALUATION_CASES = 300;
  private static final long CALIBRATION_SEED = 20_261;
  private static final long EVALUATION_SEED = 20_262;

  private EvaluationSets() {}

  /**
   * What a model is calibrated on where its user gives no questions of their own: half made by
   * code, half as people ask, or what it learnt would hold for neither.
   */
  public static List<EvaluationCase> calibration() {
    List<EvaluationCase> cases = new ArrayList<>(HandWritten.builtIn("calibrate"));
    cases.addAll(HeldOut.cases(CALIBRATION_CASES, CALIBRATION_SEED));
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
}
