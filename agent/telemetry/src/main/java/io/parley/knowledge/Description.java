package io.parley.knowledge;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a device says about one of its series, by discovery or definition; it may come before or
 * after the first value.
 *
 * @param topic the topic of the series
 * @param path the path of the series in its payload
 * @param name its name in words, lower case; absent: named by its topic and path
 * @param quantity what it measures; absent: inferred from the name
 * @param unit its unit; absent if none is given
 * @param states what its values mean in words, by the value as text, e.g. {@code ON: open}
 * @param conversion what must be done to its numbers; absent: nothing
 * @param kind what its values are; absent: inferred
 * @param place the area it is in, in words; absent if none is given
 */
public record Description(
    String topic,
    String path,
    @Nullable String name,
    @Nullable String quantity,
    @Nullable String unit,
    Map<String, String> states,
    @Nullable Conversion conversion,
    @Nullable SeriesKind kind,
    @Nullable String place) {
  public Description {
    states = Map.copyOf(states);
  }

  /** A description of numbers that stand as they are. */
  public Description(
      String topic,
      String path,
      @Nullable String name,
      @Nullable String quantity,
      @Nullable String unit,
      Map<String, String> states) {
    this(topic, path, name, quantity, unit, states, null, null, null);
  }
}
