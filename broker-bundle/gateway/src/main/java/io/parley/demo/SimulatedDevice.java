package io.parley.demo;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A device as the real ones publish: what it says once when it starts, and what it says every
 * second. Values follow the tick alone, so that every run of the demo sees the same ones.
 */
interface SimulatedDevice {
  /** What it publishes at its start, retained. */
  default List<Said> hello() {
    return List.of();
  }

  /** What it publishes at this tick; ticks are a second apart, from 0. */
  List<Said> at(int tick);

  /**
   * A publish.
   *
   * @param topic where
   * @param payload what, as text
   * @param contentType its Content Type, where the device sets one
   */
  record Said(String topic, String payload, @Nullable String contentType) {
    static Said of(String topic, String payload) {
      return new Said(topic, payload, null);
    }
  }

  /** The number with one decimal, as sensors write it. */
  static String tenths(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  /** A value that swings around its middle and comes back to it every {@code period} ticks. */
  static double swing(double middle, double by, int tick, int period) {
    return middle + by * Math.sin(2 * Math.PI * tick / period);
  }
}
