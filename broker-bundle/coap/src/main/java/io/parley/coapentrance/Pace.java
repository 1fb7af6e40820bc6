package io.parley.coapentrance;

import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often a device that observes with NON is told without a word from it: once in 3 s (RFC 7641,
 * 4.5.1). What comes faster goes as CON, of which one is on its way at a time and the newest
 * follows, so the link itself sets the pace.
 */
final class Pace {
  static final long NON_MS = 3_000;

  private final Map<InetSocketAddress, Long> told = new LinkedHashMap<>();
  private final int most;

  /**
   * Nobody was told yet.
   *
   * @param most so many devices are remembered
   */
  Pace(int most) {
    this.most = most;
  }

  /** Whether this device may be told by NON now; then it counts as told. */
  synchronized boolean mayBeNon(InetSocketAddress device, long now) {
    Long last = told.get(device);
    if (last != null && now - last < NON_MS && now >= last) {
      return false;
    }
    told.remove(device);
    told.put(device, now);
    if (told.size() > most) {
      told.remove(told.keySet().iterator().next());
    }
    return true;
  }
}
