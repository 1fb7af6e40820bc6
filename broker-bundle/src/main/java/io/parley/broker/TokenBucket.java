package io.parley.broker;

/**
 * A rate with a burst of twice its second. One thread at a time takes from it: the broker runs the
 * tasks of a client in turn.
 */
final class TokenBucket {
  private static final double NANOS = 1_000_000_000.0;

  private final double perSecond;
  private final double most;
  private double tokens;
  private long at;

  TokenBucket(double perSecond, long nanoTime) {
    this.perSecond = perSecond;
    this.most = perSecond * 2;
    this.tokens = most;
    this.at = nanoTime;
  }

  /** Takes that many if they are there; a whole bucket pays for anything larger. */
  synchronized boolean take(double wanted, long nanoTime) {
    tokens = Math.min(most, tokens + (nanoTime - at) / NANOS * perSecond);
    at = nanoTime;
    double price = Math.min(wanted, most);
    if (tokens < price) {
      return false;
    }
    tokens -= price;
    return true;
  }
}
