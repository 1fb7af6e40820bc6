package io.parley.telemetry;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One word for a state, whatever the device calls it: SHUT, zu and closed are {@code closed}. */
final class CanonicalState {
  private static final List<String> NEGATIONS = List.of("not ", "no ");

  private CanonicalState() {}

  /**
   * The state of a value.
   *
   * @param said the value in words, by its source's own rules; absent where it speaks for itself
   * @return absent where the value is no state
   */
  static @Nullable String of(SiteWords words, @Nullable String said, Object value) {
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
        return "not " + known;
      }
    }
    return said;
  }

  private static String lower(String text) {
    return text.strip().toLowerCase(Locale.ROOT);
  }
}
