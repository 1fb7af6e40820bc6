package io.parley.engine;

/**
 * How a token is chosen.
 *
 * @param temperature 0: the most probable token; up to 2
 * @param topP 0..1, the mass of candidates kept
 * @param seed the seed, so that a run can be repeated
 */
public record Sampling(float temperature, float topP, long seed) {
  /** The most probable token, always. */
  public static final Sampling GREEDY = new Sampling(0, 1, 0);

  public Sampling {
    if (!(temperature >= 0 && temperature <= 2)) {
      throw new IllegalArgumentException("temperature %s must lie in 0..2".formatted(temperature));
    }
    if (!(topP > 0 && topP <= 1)) {
      throw new IllegalArgumentException("topP %s must lie in 0..1".formatted(topP));
    }
  }
}
