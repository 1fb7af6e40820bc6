package io.parley.calibration;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Figures of an evaluation.
 *
 * @param answerable questions whose answer the facts tell
 * @param exact of these, answered exactly
 * @param unanswerable questions that the facts do not tell
 * @param admitted of these, admitted as unsure
 * @param sureAnswerable answerable ones answered as sure and right
 * @param sureUnanswerable unanswerable ones answered as sure
 * @param sureWrong all wrong answers given as sure
 * @param auroc how well the score parts right answers from all else, 0..1
 * @param ece expected calibration error of the answers, 0..1, in ten bins
 * @param medianMs median time of a question
 */
public record Quality(
    int answerable,
    int exact,
    int unanswerable,
    int admitted,
    int sureAnswerable,
    int sureUnanswerable,
    int sureWrong,
    double auroc,
    double ece,
    long medianMs) {
  private static final int BINS = 10;

  /** Measures outcomes against a calibration at an error rate. */
  public static Quality of(List<Outcome> outcomes, Calibration calibration, double errorRate) {
    Predicate<Outcome> sure = o -> calibration.sure(o.raw(), errorRate);
    List<Outcome> known = outcomes.stream().filter(o -> o.asked().answerable()).toList();
    List<Outcome> unknown = outcomes.stream().filter(o -> !o.asked().answerable()).toList();
    return new Quality(
        known.size(),
        count(known, o -> o.right()),
        unknown.size(),
        count(unknown, o -> !o.answered()),
        count(known, sure.and(Outcome::right)),
        count(unknown, sure.and(Outcome::answered)),
        count(outcomes, sure.and(Outcome::wrong)),
        auroc(outcomes),
        ece(outcomes, calibration),
        median(outcomes));
  }

  private static int count(List<Outcome> all, Predicate<Outcome> which) {
    return (int) all.stream().filter(which).count();
  }

  /** The chance that a right answer scores above anything else, ties counted half. */
  static double auroc(List<Outcome> outcomes) {
    double[] right = outcomes.stream().filter(Outcome::right).mapToDouble(Outcome::score).toArray();
    double[] other =
        outcomes.stream().filter(o -> !o.right()).mapToDouble(Outcome::score).toArray();
    if (right.length == 0 || other.length == 0) {
      return Double.NaN;
    }
    double wins = 0;
    for (double r : right) {
      for (double o : other) {
        wins += r > o ? 1 : r == o ? 0.5 : 0;
      }
    }
    return wins / ((double) right.length * other.length);
  }

  static double ece(List<Outcome> outcomes, Calibration calibration) {
    double[] sum = new double[BINS];
    double[] right = new double[BINS];
    int answered = 0;
    for (Outcome outcome : outcomes) {
      if (outcome.answered()) {
        double confidence = calibration.confidence(outcome.raw());
        int bin = Math.min(BINS - 1, (int) (confidence * BINS));
        sum[bin] += confidence;
        right[bin] += outcome.right() ? 1 : 0;
        answered++;
      }
    }
    double error = 0;
    for (int i = 0; i < BINS; i++) {
      error += Math.abs(sum[i] - right[i]);
    }
    return answered == 0 ? 0 : error / answered;
  }

  private static long median(List<Outcome> outcomes) {
    List<Long> times =
        outcomes.stream().map(Outcome::ms).sorted(Comparator.naturalOrder()).toList();
    return times.isEmpty() ? 0 : times.get(times.size() / 2);
  }

  /** Right answers and answerable cases of every kind; for unanswerable kinds those admitted. */
  public static Map<String, int[]> byKind(List<Outcome> outcomes) {
    Map<String, int[]> all = new LinkedHashMap<>();
    for (Outcome outcome : outcomes) {
      int[] counts = all.computeIfAbsent(outcome.asked().kind(), k -> new int[2]);
      boolean good = outcome.asked().answerable() ? outcome.right() : !outcome.answered();
      counts[0] += good ? 1 : 0;
      counts[1]++;
    }
    return all;
  }
}
