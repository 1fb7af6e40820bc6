package io.parley.calibration;

import io.parley.engine.Generation;

/** The raw confidence of a generation, before calibration. */
public final class Confidence {
  private Confidence() {}

  /**
   * The joint probability of the tokens that were chosen among several allowed ones; forced tokens
   * tell nothing. 1 where nothing was left to choose; 0 where the engine told no probabilities.
   */
  public static double raw(Generation generation) {
    if (generation.tokens().isEmpty()) {
      return 0;
    }
    double logarithm = 0;
    for (Generation.Token token : generation.tokens()) {
      if (!token.forced()) {
        logarithm += Math.log(Math.max(token.probability(), 1e-12));
      }
    }
    return Math.exp(logarithm);
  }

  /** The least margin over the choices; 1 where nothing was left to choose. */
  public static double leastMargin(Generation generation) {
    return generation.tokens().stream()
        .filter(t -> !t.forced())
        .mapToDouble(Generation.Token::margin)
        .min()
        .orElse(1);
  }
}
