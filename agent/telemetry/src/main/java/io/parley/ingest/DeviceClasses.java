package io.parley.ingest;

import io.parley.knowledge.SeriesKind;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Home Assistant's device classes as quantities and as states in words. */
final class DeviceClasses {
  private static final Map<String, String> QUANTITIES =
      Map.ofEntries(
          Map.entry("atmospheric_pressure", "pressure"),
          Map.entry("carbon_dioxide", "co2"),
          Map.entry("carbon_monoxide", "co"),
          Map.entry("volatile_organic_compounds", "voc"),
          Map.entry("sound_pressure", "noise"),
          Map.entry("signal_strength", "signal"),
          Map.entry("apparent_power", "apparent power"),
          Map.entry("reactive_power", "reactive power"),
          Map.entry("power_factor", "power factor"),
          Map.entry("wind_speed", "wind speed"),
          Map.entry("precipitation", "rainfall"),
          Map.entry("energy_storage", "energy"),
          Map.entry("volume_flow_rate", "flow"),
          Map.entry("door", "contact"),
          Map.entry("window", "contact"),
          Map.entry("garage_door", "contact"),
          Map.entry("opening", "contact"));

  /** What ON and OFF mean, in this order. */
  private static final Map<String, String[]> STATES =
      Map.ofEntries(
          Map.entry("door", new String[] {"open", "closed"}),
          Map.entry("window", new String[] {"open", "closed"}),
          Map.entry("garage_door", new String[] {"open", "closed"}),
          Map.entry("opening", new String[] {"open", "closed"}),
          Map.entry("lock", new String[] {"unlocked", "locked"}),
          Map.entry("motion", new String[] {"detected", "clear"}),
          Map.entry("moving", new String[] {"detected", "clear"}),
          Map.entry("smoke", new String[] {"detected", "clear"}),
          Map.entry("gas", new String[] {"detected", "clear"}),
          Map.entry("carbon_monoxide", new String[] {"detected", "clear"}),
          Map.entry("vibration", new String[] {"detected", "clear"}),
          Map.entry("tamper", new String[] {"detected", "clear"}),
          Map.entry("occupancy", new String[] {"occupied", "vacant"}),
          Map.entry("presence", new String[] {"present", "away"}),
          Map.entry("moisture", new String[] {"wet", "dry"}),
          Map.entry("problem", new String[] {"fault", "ok"}),
          Map.entry("safety", new String[] {"fault", "ok"}),
          Map.entry("connectivity", new String[] {"connected", "disconnected"}),
          Map.entry("running", new String[] {"running", "stopped"}),
          Map.entry("battery", new String[] {"low", "normal"}));

  private static final Set<String> BINARY =
      Set.of(
          "contact",
          "motion",
          "occupancy",
          "presence",
          "smoke",
          "lock",
          "leak",
          "problem",
          "connectivity",
          "running",
          "safety",
          "moving");

  /** Device classes that say how a value is written, not what it measures. */
  private static final Set<String> FORMS = Set.of("enum", "timestamp", "date");

  private static final Map<String, SeriesKind> KINDS =
      Map.of(
          "binary_sensor", SeriesKind.STATE,
          "switch", SeriesKind.STATE,
          "light", SeriesKind.STATE,
          "lock", SeriesKind.STATE,
          "cover", SeriesKind.STATE,
          "fan", SeriesKind.STATE,
          "event", SeriesKind.EVENT,
          "device_automation", SeriesKind.EVENT,
          "number", SeriesKind.SETTING,
          "select", SeriesKind.SETTING);

  private DeviceClasses() {}

  /** What the values of a component are; absent where that depends on them. */
  static @Nullable SeriesKind kind(String component, String stateClass) {
    return switch (stateClass) {
      case "total", "total_increasing" -> SeriesKind.COUNTER;
      case "measurement" -> SeriesKind.MEASUREMENT;
      default -> KINDS.get(component);
    };
  }

  /** The quantity of a device class; empty if it says none. */
  static String quantity(String component, String deviceClass) {
    if (FORMS.contains(deviceClass)) {
      return "";
    }
    if (component.equals("binary_sensor") && !STATES.containsKey(deviceClass)) {
      return "";
    }
    if (component.equals("binary_sensor") && deviceClass.equals("moisture")) {
      return "leak";
    }
    return Set.of("sensor", "binary_sensor", "number").contains(component)
        ? QUANTITIES.getOrDefault(deviceClass, deviceClass.replace('_', ' '))
        : "";
  }

  /** Whether names of this quantity say the thing and need not say the quantity. */
  static boolean binary(String quantity) {
    return BINARY.contains(quantity);
  }

  /** What the payloads of a component mean in words; empty where they say it themselves. */
  static Map<String, String> states(
      String component, String deviceClass, Map<String, Object> config) {
    String[] words = STATES.get(deviceClass);
    if (words == null || !component.equals("binary_sensor")) {
      return Map.of();
    }
    String on = HomeAssistant.text(config, "payload_on").orElse("ON");
    String off = HomeAssistant.text(config, "payload_off").orElse("OFF");
    return on.equals(off) ? Map.of() : Map.of(on, words[0], off, words[1]);
  }
}
