package io.parley.llama;

import org.jspecify.annotations.Nullable;

/**
 * A token that was chosen, and what it was chosen from.
 *
 * @param token the token
 * @param probability among what was allowed, 0..1
 * @param margin its probability less that of the best other one, -1..1
 * @param entropy in nats over what was allowed
 * @param forced whether nothing else was allowed
 * @param others the best other tokens, most probable first
 * @param otherProbabilities their probabilities
 */
record Choice(
    int token,
    double probability,
    double margin,
    double entropy,
    boolean forced,
    int[] others,
    double[] otherProbabilities) {
  private static final int[] NO_TOKENS = {};
  private static final double[] NO_PROBABILITIES = {};

  static Choice forced(int token) {
    return new Choice(token, 1, 1, 0, true, NO_TOKENS, NO_PROBABILITIES);
  }

  /**
   * The choice at this place of the values.
   *
   * @param ids which token each place stands for; null: the place itself
   * @param picked the chosen place
   * @param topK how many others to tell
   */
  static Choice among(
      float[] values,
      int count,
      int @Nullable [] ids,
      int picked,
      int topK,
      Softmax.Distribution distribution) {
    int[] best =
        topK <= 1 && picked == distribution.best()
            ? runnerUp(distribution)
            : greatestBut(picked, values, count, Math.max(1, topK));
    double probability = distribution.probability(values[picked]);
    double runnerUp = best.length == 0 ? 0 : distribution.probability(values[best[0]]);
    int told = Math.min(topK, best.length);
    int[] others = new int[told];
    double[] probabilities = new double[told];
    for (int i = 0; i < told; i++) {
      others[i] = ids == null ? best[i] : ids[best[i]];
      probabilities[i] = distribution.probability(values[best[i]]);
    }
    return new Choice(
        ids == null ? picked : ids[picked],
        probability,
        probability - runnerUp,
        distribution.entropy(),
        false,
        others,
        probabilities);
  }

  private static int[] runnerUp(Softmax.Distribution distribution) {
    return distribution.next() < 0 ? NO_TOKENS : new int[] {distribution.next()};
  }

  private static int[] greatestBut(int picked, float[] values, int count, int most) {
    int[] best = new int[Math.min(most, count - 1)];
    int found = 0;
    for (int i = 0; i < count; i++) {
      if (i == picked || (found == best.length && values[i] <= valueOfLast(best, values))) {
        continue;
      }
      int place = found < best.length ? found++ : best.length - 1;
      while (place > 0 && values[best[place - 1]] < values[i]) {
        best[place] = best[place - 1];
        place--;
      }
      best[place] = i;
    }
    return best;
  }

  private static float valueOfLast(int[] best, float[] values) {
    return best.length == 0 ? Float.POSITIVE_INFINITY : values[best[best.length - 1]];
  }
}
