package io.parley.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The units that a stack always means and never says, from {@code units-by-stack.txt}. Safe for any
 * thread.
 */
final class StackUnits {
  private static final int MOST = 20_000;
  private static final Map<String, String> ZIGBEE =
      Map.of("power", "W", "energy", "kWh", "current", "A");
  private static final List<Row> ROWS = rows();

  private final Map<String, Optional<String>> known = new ConcurrentHashMap<>();

  private record Row(Pattern topic, Pattern path, String unit) {}

  private static List<Row> rows() {
    try (InputStream in = StackUnits.class.getResourceAsStream("units-by-stack.txt")) {
      if (in == null) {
        throw new IllegalStateException("units-by-stack.txt must be beside its class");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(StackUnits::row)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Bars stand within the expressions too, so cells are parted by those outside parentheses. */
  private static Row row(String line) {
    int[] bars = new int[2];
    int found = 0;
    int depth = 0;
    for (int i = 0; i < line.length() && found < 2; i++) {
      char c = line.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == '|' && depth == 0) {
        bars[found++] = i;
      }
    }
    return new Row(
        Pattern.compile(line.substring(0, bars[0])),
        Pattern.compile(line.substring(bars[0] + 1, bars[1])),
        line.substring(bars[1] + 1));
  }

  /** The unit of this series; absent where no stack is known that means one. */
  @Nullable String of(String topic, String path) {
    String key = topic + '\0' + path;
    Optional<String> unit = known.get(key);
    if (unit == null) {
      unit =
          ROWS.stream()
              .filter(row -> row.path().matcher(path).matches())
              .filter(row -> row.topic().matcher(topic).matches())
              .map(Row::unit)
              .findFirst();
      if (known.size() < MOST) {
        known.put(key, unit);
      }
    }
    return unit.orElse(null);
  }

  /**
   * The unit of a property of Zigbee2MQTT, which is the same for all devices; absent if it varies.
   */
  static @Nullable String ofZigbee(String path) {
    return ZIGBEE.get(Zigbee.property(path));
  }
}
