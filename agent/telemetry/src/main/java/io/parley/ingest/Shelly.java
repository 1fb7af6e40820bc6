package io.parley.ingest;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Shelly's second generation says the status of a component on {@code X/status/switch:0} and in
 * notifications on {@code X/events/rpc}. Source: "Shelly technical documentation", MQTT.
 */
final class Shelly {
  private static final Pattern STATUS = Pattern.compile("(.+)/status/([a-z_]+[0-9]?:[0-9]+)");
  private static final Pattern NOTIFIED = Pattern.compile("params\\.([a-z_]+[0-9]?:[0-9]+)\\.(.+)");
  private static final String EVENTS = "/events/rpc";

  private Shelly() {}

  /** The copies of this value; absent for all that is not Shelly's. */
  static @Nullable Copies of(String topic, String path) {
    if (topic.endsWith(EVENTS)) {
      Matcher notified = NOTIFIED.matcher(path);
      String device = topic.substring(0, topic.length() - EVENTS.length());
      return notified.matches() ? of(device, notified.group(1), notified.group(2)) : null;
    }
    if (!topic.contains("/status/")) {
      return null;
    }
    Matcher status = STATUS.matcher(topic);
    return status.matches() ? of(status.group(1), status.group(2), path) : null;
  }

  private static Copies of(String device, String component, String path) {
    return new Copies(
        List.of(
            new Copies.Place(device + "/status/" + component, path),
            new Copies.Place(device + EVENTS, "params." + component + "." + path)),
        null);
  }
}
