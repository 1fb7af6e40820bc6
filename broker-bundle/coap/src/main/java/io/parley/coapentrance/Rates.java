package io.parley.coapentrance;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** A token bucket per peer, for the most recent peers only. */
final class Rates {
  private final Clock clock;
  private final double perMilli;
  private final int burst;
  private final Map<Object, Bucket> buckets;

  Rates(Clock clock, CoapLimits.Rate rate, int most) {
    this.clock = clock;
    this.perMilli = rate.perSecond() / 1000.0;
    burst = rate.burst();
    buckets =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Object, Bucket> eldest) {
            return size() > most;
          }
        };
  }

  /** Takes one token of this peer; how long it must wait, zero: not at all. */
  Duration take(Peer peer) {
    if (perMilli == 0) {
      return Duration.ZERO;
    }
    Object key =
        !peer.identity().isEmpty()
            ? peer.identity()
            : peer.loopback() ? peer.address() : peer.address().getAddress();
    long now = clock.millis();
    synchronized (buckets) {
      Bucket bucket = buckets.computeIfAbsent(key, k -> new Bucket(burst, now));
      bucket.tokens = Math.min(burst, bucket.tokens + Math.max(0, now - bucket.at) * perMilli);
      bucket.at = now;
      if (bucket.tokens >= 1) {
        bucket.tokens -= 1;
        return Duration.ZERO;
      }
      return Duration.ofMillis((long) Math.ceil((1 - bucket.tokens) / perMilli));
    }
  }

  private static final class Bucket {
    double tokens;
    long at;

    Bucket(double tokens, long at) {
      this.tokens = tokens;
      this.at = at;
    }
  }
}
