package io.parley.llama;

import io.parley.engine.EngineException;

/**
 * Probabilities over logits, at temperature one. The sums use a polynomial without conversions, so
 * that the compiler turns it into vector code: a vocabulary of 32,000 costs some tens of
 * microseconds, and probabilities of every token are free.
 */
final class Softmax {
  private static final float LOG2_E = (float) (1 / Math.log(2));
  private static final float QUARTER_LN2 = (float) (Math.log(2) / 4);
  private static final float LEAST = -87f;
  private static final float SMALL = 1f / 64;
  private static final float C3 = 1f / 6;
  private static final float C4 = 1f / 24;
  private static final float C5 = 1f / 120;
  private static final float C6 = 1f / 720;
  private static final int BLOCK = 1024;

  private Softmax() {}

  /**
   * The distribution over values.
   *
   * @param best place of the greatest value, the first of equals
   * @param next place of the greatest value but that one; -1 where there is none above -infinity
   * @param greatest the greatest value
   * @param sum of e^(value - greatest)
   * @param entropy in nats
   */
  record Distribution(int best, int next, float greatest, double sum, double entropy) {
    double probability(float value) {
      return exp(value - greatest) / sum;
    }
  }

  /**
   * The distribution over the first values.
   *
   * @throws EngineException of kind INVALID if one of them is no finite number
   */
  static Distribution over(float[] values, int count) {
    int[] top = bestTwo(values, count);
    float greatest = values[top[0]];
    float[] x = new float[BLOCK];
    float[] e = new float[BLOCK];
    double sum = 0;
    double weighted = 0;
    for (int start = 0; start < count; start += BLOCK) {
      int length = Math.min(BLOCK, count - start);
      raise(values, start, length, greatest, x, e);
      // Sums beside each other: one alone waits for its own last addition.
      float a = 0;
      float b = 0;
      float c = 0;
      float d = 0;
      int i = 0;
      for (; i + 1 < length; i += 2) {
        a += e[i];
        b += e[i + 1];
        c += e[i] * x[i];
        d += e[i + 1] * x[i + 1];
      }
      if (i < length) {
        a += e[i];
        c += e[i] * x[i];
      }
      sum += (double) a + b;
      weighted += (double) c + d;
    }
    if (!Double.isFinite(sum)) {
      throw new EngineException(
          EngineException.Kind.INVALID, "the model gives logits that are no finite numbers");
    }
    double entropy = Math.max(0, Math.log(sum) - weighted / sum);
    return new Distribution(top[0], top[1], greatest, sum, entropy);
  }

  private static int[] bestTwo(float[] values, int count) {
    int best = 0;
    int next = -1;
    float greatest = values[0];
    float second = Float.NEGATIVE_INFINITY;
    for (int i = 1; i < count; i++) {
      float value = values[i];
      if (value > second) {
        if (value > greatest) {
          second = greatest;
          next = best;
          greatest = value;
          best = i;
        } else {
          second = value;
          next = i;
        }
      }
    }
    return new int[] {best, next};
  }

  /**
   * x becomes value - greatest, e becomes e^x: good to 1e-5 down to -20, and what is smaller adds
   * nothing. Plain loops over arrays, or they would stay scalar.
   */
  private static void raise(
      float[] values, int start, int length, float greatest, float[] x, float[] e) {
    for (int i = 0; i < length; i++) {
      x[i] = Math.max(values[start + i] - greatest, LEAST);
    }
    for (int i = 0; i < length; i++) {
      float g = x[i] * SMALL;
      float p = 1f + g * (1f + g * (0.5f + g * (C3 + g * (C4 + g * (C5 + g * C6)))));
      e[i] = p;
    }
    for (int i = 0; i < length; i++) {
      float p2 = e[i] * e[i];
      float p4 = p2 * p2;
      float p8 = p4 * p4;
      float p16 = p8 * p8;
      float p32 = p16 * p16;
      e[i] = p32 * p32;
    }
  }

  /** e^x for x at most 0, good to 6e-6; 0 from -87 down. */
  static float exp(float x) {
    if (!(x > LEAST)) {
      return 0;
    }
    float t = x * LOG2_E;
    int whole = (int) t - 1;
    float f = t - whole;
    // 2^f on 0..1: a Taylor series in g = f ln2 / 4, then squared twice.
    float g = f * QUARTER_LN2;
    float p = 1f + g * (1f + g * (0.5f + g * (C3 + g * (C4 + g * C5))));
    float squared = p * p;
    return squared * squared * Float.intBitsToFloat((whole + 127) << 23);
  }
}
