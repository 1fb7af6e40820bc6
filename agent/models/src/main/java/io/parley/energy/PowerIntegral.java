package io.parley.energy;

/** Joules out of watts read now and then, by trapezoids. */
final class PowerIntegral {
  private double joules;
  private double lastWatts = Double.NaN;
  private long lastNanos;

  double add(double watts, long nowNanos) {
    if (!Double.isNaN(lastWatts)) {
      joules += (watts + lastWatts) / 2 * (nowNanos - lastNanos) / 1e9;
    }
    lastWatts = watts;
    lastNanos = nowNanos;
    return joules;
  }
}
