package io.parley.ladderbench;

import io.parley.routine.SameData;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Search over expressions: a field of the target is the field of the source that had the same value
 * in every exchange. A field of the same name is tried first; where several fit, more exchanges
 * must tell them apart.
 */
final class AdapterSearch {
  private AdapterSearch() {}

  /** The JSONata expression that makes every target from its source; empty if there is none yet. */
  static Optional<String> find(
      List<Map<String, Object>> sources, List<Map<String, Object>> targets) {
    List<String> parts = new ArrayList<>();
    for (String field : targets.get(0).keySet()) {
      List<String> fits =
          sources.get(0).keySet().stream()
              .filter(source -> fits(source, field, sources, targets))
              .toList();
      String chosen = fits.contains(field) ? field : fits.size() == 1 ? fits.get(0) : "";
      if (chosen.isEmpty()) {
        return Optional.empty();
      }
      parts.add("\"%s\": body.%s".formatted(field, chosen));
    }
    return Optional.of("{" + String.join(", ", parts) + "}");
  }

  private static boolean fits(
      String source,
      String field,
      List<Map<String, Object>> sources,
      List<Map<String, Object>> targets) {
    for (int i = 0; i < sources.size(); i++) {
      if (!SameData.same(sources.get(i).get(source), targets.get(i).get(field))) {
        return false;
      }
    }
    return true;
  }
}
