package io.parley.gateway;

import java.time.Duration;

/**
 * What a gateway allows itself.
 *
 * @param inFlight questions at once, at least 1; more are refused as {@code busy}
 * @param cached answers kept, at least 0
 * @param cacheAge how long a cached answer holds at most: windows and ages move without a new value
 * @param share whether facts travel up with a question
 */
public record GatewayLimits(int inFlight, int cached, Duration cacheAge, boolean share) {
  /** A thousand at once, a thousand cached for a minute, facts shared. */
  public static final GatewayLimits USUAL =
      new GatewayLimits(1000, 1000, Duration.ofMinutes(1), true);

  public GatewayLimits {
    if (inFlight < 1) {
      throw new IllegalArgumentException("inFlight %d must be at least 1".formatted(inFlight));
    }
    if (cached < 0) {
      throw new IllegalArgumentException("cached %d must not be negative".formatted(cached));
    }
  }
}
