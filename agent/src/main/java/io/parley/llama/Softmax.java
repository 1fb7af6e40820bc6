package io.parley.llama;

/**
 * Probabilities over logits, at temperature one. The exponential is a polynomial good to 6e-6, so
 * that a vocabulary of 32,000 costs tens of microseconds and probabilities of every token are free.
 */
final class Softmax {
  private static final float LOG2_E = (float) (1 / Math.log(2));
  private static final float QUARTER_LN2 = (float) (Math.log(2) / 4);
  private static final float SIXTH = 1f / 6;
  private static final float C4 = 1f / 24;
  private static final float C5 = 1f / 120;
  private static final float LEAST = -87f;
  private static final int BLOCK = 1024;

  private Softmax() {}

  /**
   * The distribution over values.
   *
   * @param best place of the greatest value, the first of equals
   * @param greatest the greatest value
   * @param sum of e^(value - greatest)
   * @param entropy in nats
   */
  record Distribution(int best, float greatest, double sum, double entropy) {
    double probability(float value) {
      return exp(value - greatest) / sum;
    }
  }

  static Distribution over(float[] values, int count) {
    int best = 0;
    for (int i = 1; i < count; i++) {
      if (values[i] > values[best]) {
        best = i;
      }
    }
    float greatest = values[best];
    double sum = 0;
    double weighted = 0;
    for (int start = 0; start < count; start += BLOCK) {
      int stop = Math.min(count, start + BLOCK);
      float blockSum = 0;
      float blockWeighted = 0;
      for (int i = start; i < stop; i++) {
        float x = Math.max(values[i] - greatest, LEAST);
        float e = exp(x);
        blockSum += e;
        blockWeighted += e * x;
      }
      sum += blockSum;
      weighted += blockWeighted;
    }
    return new Distribution(best, greatest, sum, Math.max(0, Math.log(sum) - weighted / sum));
  }

  /** e^x for x at most 0; 0 below -87. */
  static float exp(float x) {
    if (!(x > LEAST)) {
      return 0;
    }
    float t = x * LOG2_E;
    int whole = (int) t - 1;
    float f = t - whole;
    // 2^f on 0..1: a Taylor series in g = f ln2 / 4, then squared twice.
    float g = f * QUARTER_LN2;
    float p = 1f + g * (1f + g * (0.5f + g * (SIXTH + g * (C4 + g * C5))));
    float squared = p * p;
    return squared * squared * Float.intBitsToFloat((whole + 127) << 23);
  }
}
