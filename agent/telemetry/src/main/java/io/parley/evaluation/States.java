package io.parley.evaluation;

import io.parley.site.Current;
import io.parley.site.Series;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Canonical states and which of them exclude each other. */
final class States {
  static final String OFFLINE = "offline";
  static final String ONLINE = "online";
  static final String LOW = "low";
  static final String BATTERY = "battery";

  private static final List<Set<String>> FAMILIES =
      List.of(
          Set.of("on", "off"),
          Set.of("open", "closed", "opening", "closing", "ajar", "tilted"),
          Set.of("running", "stopped", "idle", "paused", "starting", "stopping", "standby"),
          Set.of("locked", "unlocked", "locking", "unlocking", "jammed"),
          Set.of("occupied", "clear"),
          Set.of("motion", "clear"),
          Set.of("smoke", "clear"),
          Set.of("tamper", "clear"),
          Set.of("home", "away"),
          Set.of("wet", "dry"),
          Set.of("leak", "dry"),
          Set.of("charging", "not charging", "discharging", "full"),
          Set.of("connected", "disconnected"),
          Set.of("plugged", "unplugged"),
          Set.of(ONLINE, OFFLINE),
          Set.of("ok", "fault", "alarm", "problem", "warning", "error"));

  private static final Set<String> BATTERY_FAMILY = Set.of(LOW, "ok", "normal", "high");

  private static final Map<String, String> ALIKE =
      Map.of("on", "running", "running", "on", "off", "stopped", "stopped", "off");

  private States() {}

  /** Whether a series can have a state, as far as its states and its value show. */
  static boolean possible(Series series, @Nullable Current current, String state) {
    if (isConnection(state) || !series.states().isEmpty() || current == null) {
      return among(series, lower(series.states().values()), state)
          || (current != null
              && current.state() != null
              && among(series, List.of(current.state()), state));
    }
    if (current.state() != null) {
      return among(series, List.of(lower(current.state())), state);
    }
    return text(current.value()).equals(state);
  }

  static boolean isConnection(String state) {
    return state.equals(OFFLINE) || state.equals(ONLINE);
  }

  private static boolean among(Series series, Collection<String> has, String state) {
    if (has.isEmpty()) {
      return false;
    }
    if (has.contains(state) || Set.of(state, "not " + state).containsAll(has)) {
      return true;
    }
    if (series.quantity().equals(BATTERY)) {
      return BATTERY_FAMILY.contains(state) && BATTERY_FAMILY.containsAll(has);
    }
    return FAMILIES.stream()
        .filter(family -> family.contains(state) && family.containsAll(has))
        .anyMatch(family -> certain(series, has, state));
  }

  /** {@code clear} alone may be of motion or of smoke: then the quantity has to say which. */
  private static boolean certain(Series series, Collection<String> has, String state) {
    long families = FAMILIES.stream().filter(family -> family.containsAll(has)).count();
    return families == 1 || series.quantity().equals(state);
  }

  private static List<String> lower(Collection<String> states) {
    return states.stream().map(States::lower).distinct().toList();
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  /** A value's text as conditions compare it. */
  static String text(Object value) {
    return lower(String.valueOf(value).strip());
  }

  /** The word that other devices use for the same: a pump runs, a fan is on. */
  static @Nullable String alike(String state) {
    return ALIKE.get(state);
  }

  /** Whether a value is in the state. */
  static boolean is(@Nullable Object value, @Nullable String state, String wanted) {
    return isExactly(value, state, wanted)
        || (alike(wanted) != null && isExactly(value, state, ALIKE.get(wanted)));
  }

  private static boolean isExactly(
      @Nullable Object value, @Nullable String state, @Nullable String wanted) {
    return (state != null && lower(state).equals(wanted))
        || (value != null && !(value instanceof Number) && text(value).equals(wanted));
  }
}
