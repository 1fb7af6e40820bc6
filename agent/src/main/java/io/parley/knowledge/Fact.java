package io.parley.knowledge;

import io.parley.message.Evidence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One series as it stands now, all computed by code: what a model may read and an answer may cite.
 *
 * @param topic the MQTT topic it comes from
 * @param path where in the payload, levels joined by dots; empty: the payload itself
 * @param name its name in words, lower case, e.g. {@code boiler 3 temperature}
 * @param quantity what is measured, e.g. {@code temperature}; empty if unknown
 * @param value a number, string or boolean, as it came in
 * @param unit its unit; absent if unknown
 * @param at when the value came; absent if unknown (it was retained)
 * @param changed when the value last changed; absent if unknown
 * @param limits what it should stay within; absent if unknown
 * @param windows statistics over the last times, shortest first
 */
public record Fact(
    String topic,
    String path,
    String name,
    String quantity,
    Object value,
    @Nullable String unit,
    @Nullable Instant at,
    @Nullable Instant changed,
    @Nullable Limits limits,
    List<Window> windows) {
  public Fact {
    windows = List.copyOf(windows);
  }

  /** The fact as an answer cites it. */
  public Evidence evidence() {
    return new Evidence(topic, path, value, unit, at);
  }

  /**
   * What a value should stay within.
   *
   * @param low at least this; absent: no lower limit
   * @param high at most this; absent: no upper limit
   */
  public record Limits(@Nullable Double low, @Nullable Double high) {}

  /**
   * Statistics over the time before now.
   *
   * @param span how long
   * @param count how many values came
   * @param min the least
   * @param max the greatest
   * @param mean the arithmetic mean of the values that came
   */
  public record Window(Duration span, long count, double min, double max, double mean) {}
}
