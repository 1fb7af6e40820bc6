package io.parley.knowledge;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What kind a series is, where its source does not say it. */
final class Kinds {
  private static final Set<String> EVENTS = Set.of("action", "event", "click", "button", "gesture");
  private static final Set<String> SETTINGS =
      Set.of("setpoint", "target", "limit", "threshold", "calibration", "preset");
  private static final Set<String> COUNTERS =
      Set.of("total", "count", "counter", "starts", "runtime", "cycles", "hours", "odometer");
  private static final Set<String> COUNTED = Set.of("energy", "yield", "consumption");

  private Kinds() {}

  static @Nullable SeriesKind of(String name, String quantity, Fact fact) {
    List<String> words = List.of(name.split(" "));
    String last = words.get(words.size() - 1);
    if (EVENTS.contains(last)) {
      return SeriesKind.EVENT;
    }
    if (words.stream().anyMatch(SETTINGS::contains)) {
      return SeriesKind.SETTING;
    }
    if (fact.state() != null || !(fact.value() instanceof Number)) {
      return SeriesKind.STATE;
    }
    if (COUNTERS.contains(last) || COUNTED.contains(quantity)) {
      return SeriesKind.COUNTER;
    }
    return quantity.isEmpty() && fact.unit() == null ? null : SeriesKind.MEASUREMENT;
  }
}
