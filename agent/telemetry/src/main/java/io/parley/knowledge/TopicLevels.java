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
          "endpoint_0");

  /** What follows the level that is the device itself. */
  private static final Set<String> PARTS =
      Set.of(
          "sensor",
          "binary_sensor",
          "text_sensor",
          "relay",
          "emeter",
          "status",
          "online",
          "events",
          "availability",
          "lwt",
          "debug",
          "info");

  /** The same in ESPHome's {@code NODE/COMPONENT/NAME/state}. */
  private static final Set<String> COMPONENTS =
      Set.of(
          "switch", "light", "climate", "cover", "fan", "number", "select", "button", "lock",
          "valve", "text", "event");

  private static final Pattern Z_WAVE =
      Pattern.compile(
          "[0-9]+|endpoint_[0-9]+|sensor_multilevel|sensor_binary|switch_binary|switch_multilevel"
              + "|binary_sensor|multilevel_sensor|notification|meter");
  private static final Pattern TASMOTA = Pattern.compile("SENSOR|STATE|RESULT|STATUS[0-9]*");
  private static final Pattern ENDING =
      Pattern.compile("(?i)StateAttribute$|_data$|@.*$|(?<=[a-z0-9]):0$");

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
    String second = levels.length > 1 ? levels[1].toLowerCase(Locale.ROOT) : "";
    boolean device = PARTS.contains(second) || (levels.length > 3 && COMPONENTS.contains(second));
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
      boolean silent = SILENT.contains(level) || index || (!last && STRUCTURE.contains(level));
      if (!silent && (last || !energy(levels[i], levels[i + 1]))) {
        words.addAll(words(levels[i]));
      }
    }
    return words;
  }

  /** Tasmota has all that it measures of electricity there; of energy itself it is the name. */
  private static boolean energy(String level, String next) {
    return level.equals("ENERGY") && Quantities.shipped().atEndOf(words(next)).isPresent();
  }

  /** The words of one level of a topic. */
  static List<String> words(String[] levels, int i) {
    boolean inside = levels[0].equals("zwave") && i > 1 && i < levels.length - 1;
    if (inside && Z_WAVE.matcher(levels[i]).matches()) {
      // Z-Wave's command class and endpoint: of the classes only the battery's names what it has.
      return levels[i].equals("128") ? List.of("battery") : List.of();
    }
    return words(levels[i]);
  }

  /** The words of one level, without serial numbers. */
  static List<String> words(String level) {
    return NameWords.of(NameWords.withoutIds(ENDING.matcher(level).replaceFirst("")));
  }

  /** The last level with a serial number, whose end tells one device from another; -1: none. */
  static int numbered(String[] levels) {
    for (int i = levels.length - 1; i >= 0; i--) {
      if (!NameWords.tail(levels[i]).isEmpty()) {
        return levels[0].equals("N") ? -1 : i;
      }
    }
    return -1;
  }
}
