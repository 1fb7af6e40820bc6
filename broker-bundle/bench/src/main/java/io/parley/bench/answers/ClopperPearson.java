package io.parley.bench.answers;

/**
 * Exact bounds of a share (C. J. Clopper, E. S. Pearson, Biometrika 26, 1934): the binomial
 * distribution is summed, and the share at which it is just likely enough is found by halving.
 */
final class ClopperPearson {
  private static final int HALVINGS = 60;

  private ClopperPearson() {}

  /** The lower bound of a two-sided interval, e.g. with {@code alpha} 0.05 of 95 %. */
  static double low(int hits, int of, double alpha) {
    if (hits == 0) {
      return 0;
    }
    return share(p -> 1 - atMost(hits - 1, of, p) < alpha / 2);
  }

  /** The upper bound. */
  static double high(int hits, int of, double alpha) {
    if (hits == of) {
      return 1;
    }
    return share(p -> atMost(hits, of, p) > alpha / 2);
  }

  private interface Below {
    boolean test(double share);
  }

  private static double share(Below below) {
    double low = 0;
    double high = 1;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (below.test(middle)) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static double atMost(int hits, int of, double share) {
    double sum = 0;
    double logChoose = 0;
    for (int k = 0; k <= hits; k++) {
      if (k > 0) {
        logChoose += Math.log(of - k + 1.0) - Math.log(k);
      }
      sum += Math.exp(logChoose + k * Math.log(share) + (of - k) * Math.log1p(-share));
    }
    return Math.min(1, sum);
  }
}
