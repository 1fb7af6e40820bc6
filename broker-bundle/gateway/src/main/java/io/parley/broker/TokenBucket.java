package io.parley.broker;

/** A rate with a burst of twice its second. */
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

  /**
   * Takes that many if they are there; a whole bucket pays for anything larger.
   *
   * @return 0 if they are taken, else the nanoseconds until they will be there
   */
  synchronized long take(double wanted, long nanoTime) {
    refill(nanoTime);
    double price = Math.min(wanted, most);
    if (tokens < price) {
      return until(price);
    }
    tokens -= price;
    return 0;
  }

  /** Takes that many, there or not: the bucket may owe for what cannot be cut in two. */
  synchronized void charge(double price, long nanoTime) {
    refill(nanoTime);
    tokens -= price;
  }

  /** 0 where something is left, else the nanoseconds until there is. */
  synchronized long empty(long nanoTime) {
    refill(nanoTime);
    return tokens > 0 ? 0 : until(Math.min(1, most));
  }

  /** Whether at least half of what it holds at most is there. */
  synchronized boolean half(long nanoTime) {
    refill(nanoTime);
    return tokens >= most / 2;
  }

  // Threads read the clock before they come in, so it may seem to run backwards.
  private void refill(long nanoTime) {
    tokens = Math.min(most, tokens + Math.max(0, nanoTime - at) / NANOS * perSecond);
    at = Math.max(at, nanoTime);
  }

  private long until(double price) {
    return Math.max(1, (long) Math.ceil((price - tokens) / perSecond * NANOS));
  }
}
