package io.parley.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class CalibrationTest {
  private static final String HASH = "0123456789abcdef";

  @Test
  void poolsViolatorsIntoARisingCurve() {
    Isotonic curve =
        Isotonic.fit(
            List.of(point(0.1, false), point(0.2, true), point(0.3, false), point(0.9, true)));

    assertTrue(curve.at(0.05) <= curve.at(0.25));
    assertTrue(curve.at(0.25) <= curve.at(0.95));
    assertEquals(curve.at(0.9), curve.at(2), 1e-12);
  }

  @Test
  void givesBackTheChanceThatTheScoresWereMadeWith() {
    Random random = new Random(1);
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < 4000; i++) {
      double raw = random.nextDouble();
      outcomes.add(outcome(random.nextDouble() < raw * raw, raw));
    }
    Calibration calibration = Calibration.learn(HASH, "1", outcomes);

    assertEquals(0.25, calibration.confidence(0.5), 0.05);
    assertEquals(0.81, calibration.confidence(0.9), 0.05);
    assertTrue(Quality.ece(outcomes, calibration) < 0.02);
  }

  @Test
  void keepsTheShareOfWrongAnswersGivenAsSureWithinTheRateOnFreshCases() {
    Random random = new Random(2);
    int over = 0;
    for (int run = 0; run < 200; run++) {
      Calibration calibration = Calibration.learn(HASH, "1", sample(random, 500));
      List<Outcome> fresh = sample(random, 2000);
      long wrong = fresh.stream().filter(o -> o.wrong() && calibration.sure(o.raw(), 0.05)).count();
      over += wrong > 0.05 * fresh.size() ? 1 : 0;
    }
    // the bound is on the mean over calibrations; about half of them may lie above it by chance
    assertTrue(over < 130, "too many runs above the rate: " + over);
  }

  @Test
  void ofTheAnswersGivenAsSureNoMoreAreWrongThanTheRate() {
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      outcomes.add(new Outcome(asked("a"), "unsure", 0.9, 1));
      outcomes.add(outcome(true, 0.9));
    }
    for (int i = 0; i < 9; i++) {
      outcomes.add(outcome(false, 0.5 + i / 100.0));
      outcomes.add(outcome(true, 0.5 + i / 100.0));
      outcomes.add(outcome(true, 0.5 + i / 100.0));
    }
    Calibration calibration = Calibration.learn(HASH, "1", outcomes);

    // nine of 627 questions are within 2 %, nine of 327 answers are not: five may stay
    assertEquals(Math.nextUp(0.53), calibration.threshold(0.02));
    assertEquals(0, calibration.threshold(0.05));
  }

  @Test
  void ofTheQuestionsWithoutAnAnswerNoMoreAreAnsweredAsSureThanTheRate() {
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < 900; i++) {
      outcomes.add(outcome(true, 0.9));
    }
    for (int i = 0; i < 100; i++) {
      boolean answers = i < 5;
      outcomes.add(new Outcome(asked(null), answers ? "a" : "unsure", 0.6 + i / 1000.0, 1));
    }
    Calibration calibration = Calibration.learn(HASH, "1", outcomes);

    assertEquals(Math.nextUp(0.603), calibration.threshold(0.02));
    assertEquals(0, calibration.threshold(0.06));
  }

  @Test
  void whatIsMoreLikelyWrongThanRightIsNeverSure() {
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      outcomes.add(outcome(true, 0.9));
    }
    outcomes.addAll(List.of(outcome(false, 0.1), outcome(false, 0.1), outcome(true, 0.1)));
    Calibration calibration = Calibration.learn(HASH, "1", outcomes);

    assertEquals(0, calibration.threshold(0.02));
    assertFalse(calibration.sure(0.1, 0.02));
    assertTrue(calibration.sure(0.9, 0.02));
  }

  @Test
  void callsNothingSureWhereTooFewCasesCanShowTheRate() {
    Calibration calibration = Calibration.learn(HASH, "1", sample(new Random(3), 20));

    assertFalse(calibration.sure(1.0, 0.02));
    assertThrows(IllegalArgumentException.class, () -> calibration.threshold(0));
  }

  @Test
  void calibratesAModelThatAnswersNothing() {
    List<Outcome> silent = List.of(new Outcome(asked("a"), "unsure", 0.9, 1));
    Calibration calibration = Calibration.learn(HASH, "1", silent);

    assertEquals(0.5, calibration.confidence(0.9), 1e-9);
  }

  @Test
  void comesBackFromJsonAsItWent() {
    Calibration calibration = Calibration.learn(HASH, "1", sample(new Random(4), 300));
    List<Calibration> back = CalibrationForm.read(CalibrationForm.write(List.of(calibration)));

    assertEquals(calibration, CalibrationForm.find(back, "0123456789ab", "1").orElseThrow());
    assertTrue(CalibrationForm.find(back, "0123456789ab", "2").isEmpty());
    assertTrue(CalibrationForm.find(back, "ffffffffffff", "1").isEmpty());
  }

  @Test
  void refusesACalibrationThatDoesNotRise() {
    byte[] json =
        "{\"0123456789abcdef\":{\"promptVersion\":\"1\",\"all\":{\"cases\":9,\"right\":[],\"wrong\":[]},\"unknown\":{\"cases\":0,\"right\":[],\"wrong\":[]},\"curve\":{\"xs\":[1,0],\"ys\":[0,1]}}}"
            .getBytes(java.nio.charset.StandardCharsets.UTF_8);

    assertThrows(IllegalArgumentException.class, () -> CalibrationForm.read(json));
  }

  @Test
  void ranksRightAnswersAgainstAllElse() {
    List<Outcome> outcomes = List.of(outcome(true, 0.9), outcome(false, 0.4), outcome(true, 0.4));

    assertEquals(0.75, Quality.auroc(outcomes), 1e-9);
  }

  private static List<Outcome> sample(Random random, int count) {
    List<Outcome> out = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double raw = random.nextDouble();
      out.add(outcome(random.nextDouble() < 0.7 + 0.3 * raw, raw));
    }
    return out;
  }

  private static Isotonic.Point point(double x, boolean right) {
    return new Isotonic.Point(x, right);
  }

  private static Outcome outcome(boolean right, double raw) {
    return new Outcome(asked("a"), right ? "a" : "b", raw, 1);
  }

  private static EvaluationCase asked(@Nullable String answer) {
    return new EvaluationCase("value", "what?", List.of(), Instant.EPOCH, answer);
  }
}
