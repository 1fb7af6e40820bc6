package io.parley.ingest;

import io.parley.knowledge.Naming;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The names that devices give themselves, in their payloads or on a topic beside their values. */
final class SourceNames {
  /** Paths in a payload that name its device whatever the topic is. */
  private static final List<List<String>> PATHS =
      List.of(
          List.of("deviceInfo", "deviceName"),
          List.of("end_device_ids", "device_id"),
          List.of("deviceName"),
          List.of("device_name"),
          List.of("friendlyName"),
          List.of("friendly_name"),
          List.of("CustomName"));

  /** Paths that do only where the topic ends in a serial number, which nobody reads. */
  private static final List<List<String>> PERHAPS =
      List.of(List.of("name"), List.of("title"), List.of("device_id"));

  /** Last levels of topics that name what lies beside them. */
  private static final Set<String> LEVELS =
      Set.of("CustomName", "friendly_name", "friendlyName", "device_name", "deviceName");

  /** Last levels that do only where the level above is a number. */
  private static final Set<String> NUMBERED = Set.of("name", "title");

  private static final Pattern NUMBER = Pattern.compile("[0-9]+");
  private static final Pattern ID =
      Pattern.compile(
          "(?i)(?=.*[0-9])(?:[0-9a-f]{8,}|(?:[0-9a-f]{2}[:-]){5,7}[0-9a-f]{2}|0x[0-9a-f]{4,}|[0-9a-f-]{36})");

  private static final int LONGEST = 60;

  private SourceNames() {}

  /** Takes the name of a device out of its payload. */
  static void inPayload(String topic, @Nullable Object tree, Naming naming) {
    if (!(tree instanceof Map<?, ?> map)) {
      return;
    }
    String device = device(topic);
    String name = first(map, PATHS);
    if (name == null && device != null) {
      name = first(map, PERHAPS);
    }
    if (name != null && !ID.matcher(name).matches()) {
      naming.call(device == null ? topic : device, name);
    }
  }

  /** Takes a topic that names what lies beside it; says whether it was one. */
  static boolean onTopic(String topic, String path, String name, Naming naming) {
    int slash = topic.lastIndexOf('/');
    if (slash <= 0
        || name.isBlank()
        || name.length() > LONGEST
        || !(path.isEmpty() || path.equals("value"))) {
      return false;
    }
    String last = topic.substring(slash + 1);
    String device = topic.substring(0, slash);
    String above = device.substring(device.lastIndexOf('/') + 1);
    boolean numbered = NUMBER.matcher(above).matches() || ID.matcher(above).matches();
    if (LEVELS.contains(last) || (NUMBERED.contains(last) && numbered)) {
      naming.call(device, name);
      return true;
    }
    return false;
  }

  /** The topic up to its last serial number; absent if it has none. */
  private static @Nullable String device(String topic) {
    String[] levels = topic.split("/", -1);
    for (int i = levels.length - 1; i > 0; i--) {
      if (ID.matcher(levels[i]).matches()) {
        return String.join("/", List.of(levels).subList(0, i + 1));
      }
    }
    return null;
  }

  private static @Nullable String first(Map<?, ?> map, List<List<String>> paths) {
    for (List<String> path : paths) {
      Object node = map;
      for (String key : path) {
        node = node instanceof Map<?, ?> inner ? inner.get(key) : null;
      }
      if (node instanceof String name && !name.isBlank() && name.length() <= LONGEST) {
        return name;
      }
    }
    return null;
  }
}
