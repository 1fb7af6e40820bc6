package io.parley.ingest;

import io.parley.knowledge.Description;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Zigbee2MQTT's device list, {@code bridge/devices}: what each device exposes, with units. Source:
 * zigbee2mqtt.io, "MQTT topics and messages" and "Exposes".
 */
final class Zigbee {
  private static final int DEEPEST = 4;
  private static final int MOST = 20_000;

  /** A property of one of several endpoints: {@code power_left}. */
  private static final Pattern ENDPOINT =
      Pattern.compile(
          "(state|power|energy|current|voltage|brightness|position|action)"
              + "_(left|right|center|centre|top|bottom|l[0-9]+)");

  private Zigbee() {}

  /** The path in words, the endpoint before what it has: {@code left.power}. */
  static String inWords(String path) {
    Matcher endpoint = ENDPOINT.matcher(path);
    return endpoint.matches() ? endpoint.group(2) + "." + endpoint.group(1) : path;
  }

  /** The property without its endpoint. */
  static String property(String path) {
    Matcher endpoint = ENDPOINT.matcher(path);
    return endpoint.matches() ? endpoint.group(1) : path;
  }

  /** The topics of all devices of the list. */
  static Set<String> topics(String base, @Nullable Object devices) {
    Set<String> topics = new HashSet<>();
    if (devices instanceof List<?> list) {
      for (Object device : list) {
        if (device instanceof Map<?, ?> map
            && map.get("friendly_name") instanceof String name
            && topics.size() < MOST) {
          topics.add(base + "/" + name);
        }
      }
    }
    return topics;
  }

  /** What the list says about the series of its devices. */
  static List<Description> descriptions(String base, @Nullable Object devices) {
    List<Description> found = new ArrayList<>();
    if (devices instanceof List<?> list) {
      for (Object device : list) {
        if (device instanceof Map<?, ?> map
            && map.get("friendly_name") instanceof String name
            && map.get("definition") instanceof Map<?, ?> definition) {
          exposes(base + "/" + name, "", definition.get("exposes"), DEEPEST, found);
        }
      }
    }
    return found;
  }

  private static void exposes(
      String topic, String above, @Nullable Object exposes, int depth, List<Description> found) {
    if (depth == 0 || !(exposes instanceof List<?> list)) {
      return;
    }
    for (Object one : list) {
      if (one instanceof Map<?, ?> map && found.size() < MOST) {
        String property = map.get("property") instanceof String text ? text : "";
        String path =
            above.isEmpty() || property.isEmpty() ? above + property : above + "." + property;
        if (!property.isEmpty() && map.get("unit") instanceof String unit && !unit.isBlank()) {
          found.add(new Description(topic, path, null, null, unit, Map.of()));
        }
        boolean composite = "composite".equals(map.get("type"));
        exposes(topic, composite ? path : above, map.get("features"), depth - 1, found);
      }
    }
  }
}
