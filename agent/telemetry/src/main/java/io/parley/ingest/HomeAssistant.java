package io.parley.ingest;

import io.parley.knowledge.Description;
import io.parley.knowledge.Naming;
import io.parley.knowledge.SeriesKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Home Assistant's MQTT discovery, as far as it names series: one component in a message, or a
 * whole device with its components. Source: the integration's own page, "MQTT discovery".
 */
final class HomeAssistant {
  private static final int MOST_COMPONENTS = 500;
  private static final int MOST_DEVICES = 20_000;
  private static final int LONGEST_ID = 200;
  private static final Template WHOLE = new Template("", null, true);

  private static final Map<String, String> FULL =
      Map.ofEntries(
          Map.entry("stat_t", "state_topic"),
          Map.entry("val_tpl", "value_template"),
          Map.entry("stat_val_tpl", "state_value_template"),
          Map.entry("unit_of_meas", "unit_of_measurement"),
          Map.entry("dev_cla", "device_class"),
          Map.entry("dev", "device"),
          Map.entry("cmps", "components"),
          Map.entry("avty_t", "availability_topic"),
          Map.entry("avty", "availability"),
          Map.entry("avty_tpl", "availability_template"),
          Map.entry("pl_avail", "payload_available"),
          Map.entry("pl_not_avail", "payload_not_available"),
          Map.entry("stat_cla", "state_class"),
          Map.entry("temp_unit", "temperature_unit"),
          Map.entry("mode_stat_t", "mode_state_topic"),
          Map.entry("pos_t", "position_topic"),
          Map.entry("p", "platform"),
          Map.entry("pl_on", "payload_on"),
          Map.entry("pl_off", "payload_off"),
          Map.entry("curr_temp_t", "current_temperature_topic"),
          Map.entry("curr_temp_tpl", "current_temperature_template"),
          Map.entry("temp_stat_t", "temperature_state_topic"),
          Map.entry("temp_stat_tpl", "temperature_state_template"));

  private final Naming naming;
  private final Map<String, String> devices;
  private final HomeAvailability availability;
  private final List<Description> unsure = new ArrayList<>();

  /**
   * @param devices the names of devices by their identifiers, which one entity gives for all; at
   *     most 20,000
   */
  HomeAssistant(Naming naming, Map<String, String> devices, HomeAvailability availability) {
    this.naming = naming;
    this.devices = devices;
    this.availability = availability;
  }

  /** Those of the descriptions whose templates were not understood. */
  List<Description> unsure() {
    return unsure;
  }

  /** Whether the topic is one of discovery. */
  static boolean discovers(String topic, String prefix) {
    return topic.startsWith(prefix + "/") && topic.endsWith("/config");
  }

  /**
   * What a discovery message says about series; empty for components that have none.
   *
   * @param topic where it came, {@code prefix/component/.../config}
   */
  List<Description> descriptions(String topic, String prefix, Map<?, ?> config) {
    Map<String, Object> root = full(config);
    Device device = device(root.get("device"));
    List<Description> found = new ArrayList<>();
    if (root.get("components") instanceof Map<?, ?> components) {
      components.values().stream()
          .filter(Map.class::isInstance)
          .limit(MOST_COMPONENTS)
          .forEach(
              component -> {
                Map<String, Object> own = new LinkedHashMap<>(root);
                own.remove("name");
                own.putAll(full((Map<?, ?>) component));
                describe(text(own, "platform").orElse(""), device, own, found);
              });
    } else {
      String component = topic.substring(prefix.length() + 1);
      describe(component.substring(0, component.indexOf('/')), device, root, found);
    }
    return found;
  }

  private void describe(
      String component, Device device, Map<String, Object> config, List<Description> found) {
    Optional<String> stateTopic = text(config, "state_topic");
    stateTopic.ifPresent(topic -> availability.add(config, topic));
    String deviceClass = text(config, "device_class").orElse("");
    if (stateTopic.isPresent() && !component.equals("climate")) {
      Optional<String> template =
          text(config, "value_template").or(() -> text(config, "state_value_template"));
      Template value = template.map(Template::of).orElse(WHOLE);
      String quantity = DeviceClasses.quantity(component, deviceClass);
      String name = name(device.name(), text(config, "name").orElse(""), quantity);
      if (value != null && (device.nameless() || !name.isEmpty())) {
        Description said =
            new Description(
                stateTopic.get(),
                value.path(),
                device.nameless() ? null : name,
                quantity.isEmpty() ? null : quantity,
                value.understood() ? text(config, "unit_of_measurement").orElse(null) : null,
                value.understood()
                    ? DeviceClasses.states(component, deviceClass, config)
                    : Map.of(),
                value.conversion(),
                DeviceClasses.kind(component, text(config, "state_class").orElse("")),
                device.place());
        found.add(said);
        if (!value.understood()) {
          unsure.add(said);
        }
      }
    }
    measured(config, "current_temperature", device, "temperature", found);
    measured(config, "temperature_state", device, "setpoint", found);
  }

  private void measured(
      Map<String, Object> config,
      String field,
      Device device,
      String what,
      List<Description> found) {
    String template = text(config, field + "_template").orElse("{{ value }}");
    Template value = Template.of(template);
    if (value == null || !value.understood()) {
      return;
    }
    String own = text(config, "name").orElse("");
    String name = naming.inWords(name(device.name(), own, "") + " " + what);
    String unit =
        text(config, "temperature_unit")
            .map(letter -> letter.equalsIgnoreCase("F") ? "°F" : "°C")
            .orElse(null);
    SeriesKind kind = what.equals("setpoint") ? SeriesKind.SETTING : SeriesKind.MEASUREMENT;
    text(config, field + "_topic")
        .ifPresent(
            topic ->
                found.add(
                    new Description(
                        topic,
                        value.path(),
                        name,
                        null,
                        unit,
                        Map.of(),
                        value.conversion(),
                        kind,
                        device.place())));
  }

  private String name(String device, String own, String quantity) {
    String ofDevice = naming.inWords(device);
    String ofOwn = own.isBlank() ? "" : naming.inWords(own);
    String whole;
    if (device.isBlank() || ofOwn.startsWith(ofDevice)) {
      whole = ofOwn;
    } else if (ofOwn.isEmpty() || ofDevice.endsWith(ofOwn)) {
      whole = ofDevice;
    } else {
      whole = ofDevice + " " + ofOwn;
    }
    boolean said =
        quantity.isEmpty()
            || List.of(whole.split(" ")).containsAll(List.of(quantity.split(" ")))
            || DeviceClasses.binary(quantity);
    return said || whole.isEmpty() ? whole : naming.inWords(whole + " " + quantity);
  }

  /**
   * What an entity says of its device.
   *
   * @param name its name; empty if it has none
   * @param nameless whether there is a device whose name is not known
   * @param place the area it is in; absent if none is given
   */
  private record Device(String name, boolean nameless, @Nullable String place) {}

  private Device device(@Nullable Object said) {
    if (!(said instanceof Map<?, ?> map)) {
      return new Device("", false, null);
    }
    List<String> ids = new ArrayList<>();
    for (String key : List.of("identifiers", "ids", "connections", "cns")) {
      Object value = map.get(key);
      if (value instanceof List<?> list) {
        list.stream().limit(8).forEach(each -> ids.add(String.valueOf(each)));
      } else if (value != null) {
        ids.add(value.toString());
      }
    }
    String name = map.get("name") instanceof String text ? text : "";
    for (String id : ids) {
      if (name.isBlank()) {
        name = devices.getOrDefault(id, "");
      } else if (devices.size() < MOST_DEVICES && id.length() <= LONGEST_ID) {
        devices.put(id, Fitting.name(name));
      }
    }
    Object area = map.containsKey("suggested_area") ? map.get("suggested_area") : map.get("sa");
    return new Device(
        name, name.isBlank() && !ids.isEmpty(), area instanceof String text ? text : null);
  }

  /** The map with full keys, and {@code ~} in topics replaced by the base topic. */
  private static Map<String, Object> full(Map<?, ?> config) {
    Map<String, Object> full = new LinkedHashMap<>();
    String base = config.get("~") instanceof String text ? text : null;
    config.forEach(
        (key, value) -> {
          if (value == null) {
            return;
          }
          String name = FULL.getOrDefault(key.toString(), key.toString());
          boolean topic = name.endsWith("topic") || name.endsWith("_t");
          full.put(
              name, topic && base != null && value instanceof String t ? based(t, base) : value);
        });
    return full;
  }

  static String based(String topic, String base) {
    if (topic.startsWith("~")) {
      return base + topic.substring(1);
    }
    return topic.endsWith("~") ? topic.substring(0, topic.length() - 1) + base : topic;
  }

  static Optional<String> text(Map<String, Object> map, String key) {
    Object value = map.get(key);
    if (value instanceof String text && !text.isBlank()) {
      return Optional.of(text);
    }
    return value instanceof Boolean || value instanceof Number
        ? Optional.of(value.toString().toLowerCase(Locale.ROOT))
        : Optional.empty();
  }
}
