package io.parley.ingest;

import io.parley.knowledge.Knowledge;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What topics say of whether a device is there: Wills, Zigbee2MQTT's availability, Homie's {@code
 * $state}, ESPHome's status and their kin.
 *
 * @param devices the topics that those of the device's series are or lie below
 * @param online whether it is there; absent where the word says neither (Homie's {@code init})
 */
record Availability(List<String> devices, @Nullable Boolean online) {
  /** Last levels that are about nothing else. */
  private static final Set<String> ALWAYS = Set.of("lwt", "availability", "online", "available");

  /** Last levels that may count something as well. */
  private static final Set<String> COUNTING = Set.of("online", "available");

  private static final Set<String> COUNTS = Set.of("0", "1", "on", "off");

  /** Last levels that are, where the value is one of {@link #WORDS}. */
  private static final Set<String> PERHAPS =
      Set.of("status", "state", "connection", "connected", "connection_state", "alive");

  private static final Set<String> WORDS = Set.of("online", "offline");
  private static final Set<String> ONLINE =
      Set.of(
          "online",
          "true",
          "1",
          "on",
          "connected",
          "available",
          "ready",
          "alert",
          "sleeping",
          "alive");
  private static final Set<String> OFFLINE =
      Set.of(
          "offline",
          "false",
          "0",
          "off",
          "disconnected",
          "unavailable",
          "lost",
          "dead",
          "not available",
          "not connected");
  private static final int LONGEST_WORD = 16;

  /** What this value on this topic says; absent where it is about something else. */
  static @Nullable Availability of(String topic, String path, Object value) {
    int slash = topic.lastIndexOf('/');
    if (slash <= 0 || !(path.isEmpty() || path.equals("state"))) {
      return null;
    }
    String last = topic.substring(slash + 1).toLowerCase(Locale.ROOT);
    if (!ALWAYS.contains(last) && !PERHAPS.contains(last)) {
      return null;
    }
    String word = value.toString().toLowerCase(Locale.ROOT);
    if (COUNTING.contains(last) && COUNTS.contains(word)) {
      return null;
    }
    String device = topic.substring(0, slash);
    boolean plain = path.isEmpty();
    boolean inObject = path.equals("state") && last.equals("availability");
    boolean bridge = topic.endsWith("/bridge/state") && (plain || path.equals("state"));
    boolean about =
        (plain && (ALWAYS.contains(last) || (PERHAPS.contains(last) && WORDS.contains(word))))
            || inObject
            || (bridge && WORDS.contains(word));
    if (!about
        || word.length() > LONGEST_WORD
        || !(ONLINE.contains(word) || OFFLINE.contains(word))) {
      return null;
    }
    String owner =
        bridge && device.length() > "/bridge".length()
            ? device.substring(0, device.length() - "/bridge".length())
            : device;
    return new Availability(devices(owner), ONLINE.contains(word));
  }

  /** What Homie's {@code $state} says of a device. */
  static Availability ofHomie(String device, String state) {
    Boolean online =
        switch (state) {
          case "ready", "alert", "sleeping" -> true;
          case "disconnected", "lost" -> false;
          default -> null;
        };
    return new Availability(List.of(device), online);
  }

  /** Whether this topic is the one whose series says it, where a device has several. */
  boolean first(String topic, Knowledge knowledge) {
    return Stream.of("LWT", "availability", "status", "online", "available", "connection", "$state")
        .map(level -> devices.get(0) + "/" + level)
        .filter(
            other ->
                Stream.of("", "state")
                    .flatMap(path -> knowledge.fact(other, path).stream())
                    .anyMatch(fact -> fact.quantity().equals("availability")))
        .findFirst()
        .map(topic::equals)
        .orElse(true);
  }

  /** Tasmota has topics of one device below {@code tele} and {@code stat}. */
  private static List<String> devices(String device) {
    List<String> levels = new ArrayList<>(List.of(device.split("/", -1)));
    int tele = levels.indexOf("tele");
    if (tele < 0) {
      return List.of(device);
    }
    levels.set(tele, "stat");
    return List.of(device, String.join("/", levels));
  }
}
