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
 */
public record Description(
    String topic,
    String path,
    @Nullable String name,
    @Nullable String quantity,
    @Nullable String unit,
    Map<String, String> states) {
  public Description {
    states = Map.copyOf(states);
  }
}
