package io.parley.device;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What one class of device can bear.
 *
 * @param id its name, lower case with hyphens
 * @param title its name in words
 * @param architecture {@code aarch64}, {@code x86_64} or {@code any}
 * @param deviceTree patterns of the whole model name in its device tree; empty where memory decides
 * @param figures its numbers by name: {@code cores}, {@code memory}, {@code reserve} (MiB that no
 *     model may take), {@code threads}, {@code context}, {@code questions} and {@code heap} always;
 *     speeds and power where somebody measured them, as {@code generation:MODEL}, {@code
 *     prefill:MODEL}, {@code power:WHEN}
 */
public record DeviceProfile(
    String id,
    String title,
    String architecture,
    List<Pattern> deviceTree,
    Map<String, Figure> figures) {
  private static final List<String> ALWAYS =
      List.of("cores", "memory", "reserve", "threads", "context", "questions", "heap");

  private static final long MIB = 1L << 20;

  public DeviceProfile {
    for (String name : ALWAYS) {
      if (!figures.containsKey(name)) {
        throw new IllegalArgumentException("profile '%s' must have %s".formatted(id, name));
      }
    }
    deviceTree = List.copyOf(deviceTree);
    figures = Map.copyOf(figures);
  }

  /**
   * One of its numbers.
   *
   * @throws IllegalArgumentException if it has none of this name
   */
  public Figure figure(String name) {
    Figure figure = figures.get(name);
    if (figure == null) {
      throw new IllegalArgumentException(
          "figure '%s' of profile '%s' must be one of %s"
              .formatted(name, id, new TreeMap<>(figures).keySet()));
    }
    return figure;
  }

  /** Bytes that stay free of models, for the system and the gateway. */
  public long reserveBytes() {
    return (long) (figure("reserve").value() * MIB);
  }

  /** The least memory of this class of device, in bytes. */
  public long memoryBytes() {
    return (long) (figure("memory").value() * MIB);
  }

  /** How many threads a model should have. */
  public int threads() {
    return (int) figure("threads").value();
  }

  /** How many tokens of context a model should be given. */
  public int contextTokens() {
    return (int) figure("context").value();
  }

  /** How many questions a model should decode at once. */
  public int questions() {
    return (int) figure("questions").value();
  }

  /** How much heap a gateway should have, in MiB. */
  public int heapMib() {
    return (int) figure("heap").value();
  }
}
