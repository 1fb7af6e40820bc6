package io.parley.knowledge;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Which levels of a topic or path name something, and which are the structure of a stack. */
final class TopicLevels {
  /** First levels that say which stack it is. */
  private static final Set<String> ROOTS =
      Set.of(
          "zigbee2mqtt",
          "homeassistant",
          "homie",
          "tele",
          "stat",
          "shellies",
          "iot",
          "mqtt",
          "home",
          "sensors",
          "sensor",
          "devices",
          "device",
          "telemetry",
          "te",
          "senml",
          "esphome",
          "rtl_433",
          "valetudo",
          "owntracks",
          "evcc",
          "frigate",
          "ems-esp",
          "telegraf",
          "zwave",
          "v3",
          "application",
          "n");

  private static final Set<String> SILENT =
      Set.of(
          "sensor",
          "sensors",
          "binary_sensor",
          "text_sensor",
          "telemetry",
          "data",
          "value",
          "val",
          "v",
          "reading",
          "measurement",
          "measurements",
          "payload",
          "values",
          "currentvalue");

  /** Levels that name nothing where others follow. */
  private static final Set<String> STRUCTURE =
      Set.of(
          "event",
          "events",
          "up",
          "uplink",
          "uplink_message",
          "decoded_payload",
          "object",
          "status",
          "fields",
          "metrics",
          "attributes",
          "device",
          "devices",
          "rpc",
          "params",
          "bttomqtt",
          "rtl_433tomqtt",
          "statussns",
          "statussts",
          "energy",
          "endpoint_0");

  /** What follows the level that is the device itself. */
  private static final Set<String> PARTS =
      Set.of(
          "sensor",
          "binary_sensor",
          "text_sensor",
          "switch",
          "light",
          "climate",
          "cover",
          "fan",
          "number",
          "select",
          "button",
          "lock",
          "input",
          "relay",
          "emeter",
          "status",
          "state",
          "online",
          "events",
          "availability",
          "lwt",
          "debug",
          "info");

  private static final Pattern TASMOTA = Pattern.compile("SENSOR|STATE|RESULT|STATUS[0-9]*");
  private static final Pattern ENDING =
      Pattern.compile("(?i)StateAttribute$|_data$|@.*$|(?<=[a-z]):[0-9]$");

  private TopicLevels() {}

  /**
   * How many levels at the beginning name nothing.
   *
   * @param filter the filter it came by, whose first level is left out where it is no device
   */
  static int silent(String topic, String filter) {
    String[] levels = topic.split("/", -1);
    String first = levels[0].toLowerCase(Locale.ROOT);
    int silent = ROOTS.contains(first) ? 1 : 0;
    if (first.equals("homie") && levels.length > 1 && levels[1].matches("[0-9]")) {
      silent = 2;
    } else if (first.equals("v3") && levels.length > 2) {
      silent = 2;
    } else if (topic.matches("N/[^/]+/system/0/Dc/.+")) {
      silent = 5;
    }
    String[] wanted = filter.split("/", -1);
    boolean literal = wanted.length > 1 && !wanted[0].equals("+") && wanted[0].equals(levels[0]);
    boolean device = levels.length > 1 && PARTS.contains(levels[1].toLowerCase(Locale.ROOT));
    return Math.max(silent, literal && !device ? 1 : 0);
  }

  /** Whether a level names nothing. */
  static boolean silent(String[] levels, int i, boolean more) {
    String level = levels[i].toLowerCase(Locale.ROOT);
    boolean last = i == levels.length - 1;
    if (last && TASMOTA.matcher(levels[i]).matches()) {
      return true;
    }
    if (i > 0 && SILENT.contains(level)) {
      return true;
    }
    if (i > 0 && level.equals("0") && NameWords.withoutIds(levels[i - 1]).isEmpty()) {
      return true;
    }
    if (levels[0].equals("te") && level.equals("m")) {
      return true;
    }
    return i > 0 && (!last || more) && STRUCTURE.contains(level);
  }

  /** The words of a path. */
  static List<String> ofPath(String path) {
    String[] levels = path.split("\\.", -1);
    List<String> words = new ArrayList<>();
    for (int i = 0; i < levels.length; i++) {
      String level = levels[i].toLowerCase(Locale.ROOT);
      boolean last = i == levels.length - 1;
      boolean index =
          !last && level.matches("[0-9]+") && i > 0 && STRUCTURE.contains(levels[i - 1]);
      if (!SILENT.contains(level) && !index && (last || !STRUCTURE.contains(level))) {
        words.addAll(words(levels[i]));
      }
    }
    return words;
  }

  /** The words of one level. */
  static List<String> words(String level) {
    return NameWords.of(NameWords.withoutIds(ENDING.matcher(level).replaceFirst("")));
  }
}
