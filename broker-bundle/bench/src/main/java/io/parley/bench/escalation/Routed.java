package io.parley.bench.escalation;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * What became of some questions, and what it is worth. A question that went up counts as answered
 * rightly, since the node above knows the truth.
 *
 * @param all one entry a question
 */
record Routed(List<One> all) {
  private static final double Z95 = 1.959963984540054;
  private static final int RESAMPLES = 2000;
  private static final long SEED = 20261121;

  Routed {
    if (all.isEmpty()) {
      throw new IllegalArgumentException("all [] must hold at least one question");
    }
    all = List.copyOf(all);
  }

  /**
   * One question.
   *
   * @param sure whether the gateway answered it by itself
   * @param localRight whether what its model says is right: the right answer, or none where the
   *     facts tell none
   */
  record One(boolean sure, boolean localRight) {}

  /**
   * A figure and its 95 % interval.
   *
   * @param value the figure
   * @param low the interval's lower end
   * @param high the interval's upper end
   */
  record Figure(double value, double low, double high) {}

  int questions() {
    return all.size();
  }

  /** Answers that the gateway gave as sure. */
  int sure() {
    return (int) all.stream().filter(One::sure).count();
  }

  int sureWrong() {
    return (int) all.stream().filter(one -> one.sure() && !one.localRight()).count();
  }

  /** Of all questions, those with a wrong answer given as sure: what the chosen rate bounds. */
  Figure wrongOfAll() {
    return wilson(sureWrong(), questions());
  }

  Figure wrongOfSure() {
    return wilson(sureWrong(), sure());
  }

  /** Upstream calls that always asking up would have cost, and this did not. */
  Figure saved() {
    return wilson(sure(), questions());
  }

  Figure accuracy() {
    return wilson(questions() - sureWrong(), questions());
  }

  /** What sending up the same number of questions, drawn by chance, comes to in expectation. */
  double mixAccuracy() {
    return mix(all);
  }

  /**
   * How much more of the questions are answered rightly than by the random mix; the interval is a
   * percentile bootstrap over the questions, both arms on the same resample.
   */
  Figure gain() {
    Random random = new Random(SEED);
    double[] gains = new double[RESAMPLES];
    One[] drawn = new One[all.size()];
    for (int i = 0; i < RESAMPLES; i++) {
      for (int j = 0; j < drawn.length; j++) {
        drawn[j] = all.get(random.nextInt(drawn.length));
      }
      gains[i] = gain(Arrays.asList(drawn));
    }
    Arrays.sort(gains);
    return new Figure(
        gain(all), gains[(int) (RESAMPLES * 0.025)], gains[(int) (RESAMPLES * 0.975) - 1]);
  }

  private static double gain(List<One> some) {
    long wrong = some.stream().filter(one -> one.sure() && !one.localRight()).count();
    return 1 - (double) wrong / some.size() - mix(some);
  }

  private static double mix(List<One> some) {
    double up = share(some.stream().filter(one -> !one.sure()).count(), some.size());
    double right = share(some.stream().filter(One::localRight).count(), some.size());
    return up + (1 - up) * right;
  }

  private static double share(long count, int of) {
    return (double) count / of;
  }

  /** Wilson's score interval at 95 % (Wilson 1927), which holds for small counts too. */
  static Figure wilson(int count, int of) {
    if (of == 0) {
      return new Figure(0, 0, 1);
    }
    double share = (double) count / of;
    double z2 = Z95 * Z95;
    double centre = (share + z2 / (2 * of)) / (1 + z2 / of);
    double half = Z95 * Math.sqrt(share * (1 - share) / of + z2 / (4.0 * of * of)) / (1 + z2 / of);
    return new Figure(share, Math.max(0, centre - half), Math.min(1, centre + half));
  }
}
