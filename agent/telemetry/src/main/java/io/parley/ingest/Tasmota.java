package io.parley.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tasmota says one thing on several topics: {@code stat/X/POWER}, {@code stat/X/RESULT}, {@code
 * tele/X/STATE} and the answers to its Status command. Source: Tasmota's page "MQTT".
 */
final class Tasmota {
  private static final Pattern TOPIC =
      Pattern.compile("(.*/)?(tele|stat)(/.+/|/)(STATE|SENSOR|RESULT|POWER[0-9]*|STATUS[0-9]*)");
  private static final Pattern RELAY = Pattern.compile("POWER([0-9]*)");

  /** What of a command's answer is a state, besides relays. */
  private static final Pattern STATES =
      Pattern.compile(
          "Dimmer[0-9]*|Color|HSBColor|White|CT|Channel[0-9.]*|Fade|FanSpeed|Shutter.*");

  private Tasmota() {}

  /**
   * Where else this value stands; absent for all that is not Tasmota's; no place: it is no value.
   */
  static @Nullable Copies of(String topic, String path) {
    Matcher parts = TOPIC.matcher(topic);
    boolean perhaps = topic.contains("tele/") || topic.contains("stat/");
    if (!perhaps || !parts.matches()) {
      return null;
    }
    String before = parts.group(1) == null ? "" : parts.group(1);
    String stat = before + "stat" + parts.group(3);
    String tele = before + "tele" + parts.group(3);
    String last = parts.group(4);
    String leaf = path;
    boolean sensor = last.equals("SENSOR");
    if (last.startsWith("STATUS")) {
      sensor = path.startsWith("StatusSNS.");
      if (!sensor && !path.startsWith("StatusSTS.")) {
        return new Copies(List.of(), null);
      }
      leaf = path.substring("StatusSNS.".length());
    } else if (last.startsWith("POWER")) {
      leaf = path.isEmpty() ? last : path;
    }
    if (sensor) {
      return new Copies(List.of(new Copies.Place(tele + "SENSOR", leaf)), null);
    }
    Matcher relay = RELAY.matcher(leaf);
    if (relay.matches()) {
      return relay(stat, tele, leaf, relay.group(1));
    }
    // Tasmota's page "MQTT": RSSI is the quality in percent, Signal the strength in dBm.
    String quality = leaf.equals("Wifi.RSSI") ? "wifi.quality" : null;
    List<Copies.Place> places = new ArrayList<>(List.of(new Copies.Place(tele + "STATE", leaf)));
    if (last.equals("RESULT") && STATES.matcher(leaf).matches()) {
      places.add(new Copies.Place(topic, path));
    }
    return new Copies(places, quality);
  }

  private static Copies relay(String stat, String tele, String leaf, String number) {
    return new Copies(
        List.of(
            new Copies.Place(stat + leaf, ""),
            new Copies.Place(tele + "STATE", leaf),
            new Copies.Place(stat + "RESULT", leaf)),
        number.isEmpty() ? "state" : "relay " + number + ".state");
  }

  /** Whether the place is the answer to a command, which is a copy of what comes anyway. */
  static boolean answer(Copies.Place place) {
    return place.topic().endsWith("/RESULT") && RELAY.matcher(place.path()).matches();
  }

  /** The topic without its last level, where that is the relay. */
  static String device(String topic) {
    int slash = topic.lastIndexOf('/');
    return RELAY.matcher(topic.substring(slash + 1)).matches() ? topic.substring(0, slash) : topic;
  }
}
