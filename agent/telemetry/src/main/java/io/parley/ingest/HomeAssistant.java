package io.parley.ingest;

import io.parley.knowledge.Description;
import io.parley.knowledge.Naming;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Home Assistant's MQTT discovery, as far as it names series: one component in a message, or a
 * whole device with its components. Source: the integration's own page, "MQTT discovery".
 */
final class HomeAssistant {
  /** A path into the JSON of the state, with filters that do not change which value it is. */
  private static final Pattern PATH =
      Pattern.compile(
          "\\{\\{-?\\s*value_json((?:\\.\\w+|\\[\\s*(?:'[^']{1,100}'|\"[^\"]{1,100}\"|\\d{1,4})\\s*\\])+)"
              + "\\s*(?:\\|[^}]{0,100})?-?\\}\\}");

  private static final Pattern STEP =
      Pattern.compile("\\.(\\w+)|\\[\\s*['\"]?([^'\"\\]]+?)['\"]?\\s*\\]");
  private static final Pattern WHOLE =
      Pattern.compile("\\{\\{-?\\s*value\\s*(?:\\|[^}]{0,100})?-?\\}\\}");
  private static final int LONGEST_TEMPLATE = 300;
  private static final int MOST_COMPONENTS = 500;

  private static final Map<String, String> FULL =
      Map.ofEntries(
          Map.entry("stat_t", "state_topic"),
          Map.entry("val_tpl", "value_template"),
          Map.entry("stat_val_tpl", "state_value_template"),
          Map.entry("unit_of_meas", "unit_of_measurement"),
          Map.entry("dev_cla", "device_class"),
          Map.entry("dev", "device"),
          Map.entry("cmps", "components"),
          Map.entry("p", "platform"),
          Map.entry("pl_on", "payload_on"),
          Map.entry("pl_off", "payload_off"),
          Map.entry("curr_temp_t", "current_temperature_topic"),
          Map.entry("curr_temp_tpl", "current_temperature_template"),
          Map.entry("temp_stat_t", "temperature_state_topic"),
          Map.entry("temp_stat_tpl", "temperature_state_template"));

  private final Naming naming;

  HomeAssistant(Naming naming) {
    this.naming = naming;
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
    String device = deviceName(root.get("device"));
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
      String component, String device, Map<String, Object> config, List<Description> found) {
    Optional<String> stateTopic = text(config, "state_topic");
    String deviceClass = text(config, "device_class").orElse("");
    if (stateTopic.isPresent() && !component.equals("climate")) {
      Optional<String> template =
          text(config, "value_template").or(() -> text(config, "state_value_template"));
      Optional<String> path = template.isEmpty() ? Optional.of("") : path(template.get());
      String quantity = DeviceClasses.quantity(component, deviceClass);
      String name = name(device, text(config, "name").orElse(""), quantity);
      if (path.isPresent() && !name.isEmpty()) {
        found.add(
            new Description(
                stateTopic.get(),
                path.get(),
                name,
                quantity.isEmpty() ? null : quantity,
                text(config, "unit_of_measurement").orElse(null),
                DeviceClasses.states(component, deviceClass, config)));
      }
    }
    measured(config, "current_temperature", device, "temperature", found);
    measured(config, "temperature_state", device, "setpoint", found);
  }

  private void measured(
      Map<String, Object> config,
      String field,
      String device,
      String what,
      List<Description> found) {
    String template = text(config, field + "_template").orElse("{{ value }}");
    Optional<String> path = path(template);
    text(config, field + "_topic")
        .filter(topic -> path.isPresent())
        .ifPresent(
            topic -> {
              String own = text(config, "name").orElse("");
              String name = naming.inWords(name(device, own, "") + " " + what);
              found.add(new Description(topic, path.get(), name, null, "°C", Map.of()));
            });
  }

  /** The path that a template takes its value from; empty if it computes. */
  static Optional<String> path(String template) {
    if (template.length() > LONGEST_TEMPLATE) {
      return Optional.empty();
    }
    String text = template.strip();
    if (WHOLE.matcher(text).matches()) {
      return Optional.of("");
    }
    Matcher matcher = PATH.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    List<String> steps = new ArrayList<>();
    Matcher step = STEP.matcher(matcher.group(1));
    while (step.find()) {
      steps.add(Objects.requireNonNullElse(step.group(1), step.group(2)));
    }
    return Optional.of(String.join(".", steps));
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
            || Set.of(whole.split(" ")).containsAll(Set.of(quantity.split(" ")))
            || DeviceClasses.binary(quantity);
    return said || whole.isEmpty() ? whole : naming.inWords(whole + " " + quantity);
  }

  private static String deviceName(@Nullable Object device) {
    return device instanceof Map<?, ?> map && map.get("name") instanceof String name ? name : "";
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

  private static String based(String topic, String base) {
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
