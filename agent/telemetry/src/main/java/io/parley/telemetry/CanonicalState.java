package io.parley.telemetry;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One word for a state, whatever the device calls it: SHUT, zu and closed are {@code closed}. */
final class CanonicalState {
  private static final List<String> NEGATIONS = List.of("not ", "no ");

  private static final Map<String, Boolean> TRUTHS = Map.of("on", true, "off", false);
  private static final Map<String, String> OPPOSITES =
      Map.of(
          "open", "closed",
          "closed", "open",
          "running", "stopped",
          "stopped", "running",
          "locked", "unlocked",
          "unlocked", "locked",
          "wet", "dry");

  private CanonicalState() {}

  /**
   * The state of a value.
   *
   * @param name the series' name: a "gate open" that is ON is open
   * @param said the value in words, by its source's own rules; absent where it speaks for itself
   * @return absent where the value is no state
   */
  static @Nullable String of(SiteWords words, String name, @Nullable String said, Object value) {
    String state = of(words, said, value);
    Boolean truth = state == null ? null : TRUTHS.get(state);
    String named = truth == null ? "" : words.state(lastWord(name));
    if (truth == null || named.isEmpty() || TRUTHS.containsKey(named)) {
      return state;
    }
    return truth ? named : OPPOSITES.getOrDefault(named, "not " + named);
  }

  private static String lastWord(String name) {
    String base = name.endsWith(" state") ? name.substring(0, name.length() - 6) : name;
    return base.substring(base.lastIndexOf(' ') + 1);
  }

  private static @Nullable String of(SiteWords words, @Nullable String said, Object value) {
    if (said == null) {
      String known = value instanceof String text ? words.state(lower(text)) : "";
      return known.isEmpty() ? null : known;
    }
    String known = words.state(lower(said));
    return known.isEmpty() ? negated(words, lower(said)) : known;
  }

  private static String negated(SiteWords words, String said) {
    for (String not : NEGATIONS) {
      String known = said.startsWith(not) ? words.state(said.substring(not.length())) : "";
      if (!known.isEmpty()) {
        return OPPOSITES.getOrDefault(known, "not " + known);
      }
    }
    return said;
  }

  private static String lower(String text) {
    return text.strip().toLowerCase(Locale.ROOT);
  }
}
