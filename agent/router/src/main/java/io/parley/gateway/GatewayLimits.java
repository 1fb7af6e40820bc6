package io.parley.gateway;

import java.time.Duration;

/**
 * What a gateway allows itself and its askers.
 *
 * @param inFlight questions at once, at least 1; more are refused as {@code busy}
 * @param cached answers kept, at least 0
 * @param cacheAge how long a cached answer holds at most: windows and ages move without a new value
 * @param share whether facts travel up with a question
 * @param textBytes the longest question in words, in bytes of UTF-8, at least 1
 * @param textWords the most words of one, at least 1
 */
public record GatewayLimits(
    int inFlight, int cached, Duration cacheAge, boolean share, int textBytes, int textWords) {
  /** SPEC Q-25. */
  public static final int USUAL_TEXT_BYTES = 2_048;

  /** SPEC Q-25. */
  public static final int USUAL_TEXT_WORDS = 200;

  /** A thousand at once, a thousand cached for a minute, facts shared. */
  public static final GatewayLimits USUAL =
      new GatewayLimits(1000, 1000, Duration.ofMinutes(1), true);

  public GatewayLimits {
    require("inFlight", inFlight, 1);
    require("cached", cached, 0);
    require("textBytes", textBytes, 1);
    require("textWords", textWords, 1);
  }

  /** With questions of the usual length. */
  public GatewayLimits(int inFlight, int cached, Duration cacheAge, boolean share) {
    this(inFlight, cached, cacheAge, share, USUAL_TEXT_BYTES, USUAL_TEXT_WORDS);
  }

  private static void require(String field, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(
          "%s %d must be at least %d".formatted(field, value, least));
    }
  }
}
