package io.parley.bench.faults;

import io.parley.message.Status;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of some questions.
 *
 * @param asked how many there were
 * @param ended how many ended in which status, by the first final answer
 * @param lost how many never heard a final answer
 * @param duplicated how many heard more than one, not counting the same bytes delivered again
 */
record Tally(int asked, Map<Status, Integer> ended, int lost, int duplicated) {
  static Tally of(Collection<Put> questions) {
    Map<Status, Integer> ended = new LinkedHashMap<>();
    for (Status status : Status.values()) {
      ended.put(status, 0);
    }
    int lost = 0;
    int duplicated = 0;
    for (Put one : questions) {
      @Nullable Status status = one.status();
      if (status == null) {
        lost++;
      } else {
        ended.merge(status, 1, Integer::sum);
      }
      duplicated += one.answers() > 1 ? 1 : 0;
    }
    return new Tally(questions.size(), Map.copyOf(ended), lost, duplicated);
  }

  /** The counts by their names, as a row shows them. */
  Map<String, Object> counts() {
    Map<String, Object> counts = new LinkedHashMap<>();
    counts.put("asked", (long) asked);
    for (Status status : Status.values()) {
      counts.put(status.name().toLowerCase(Locale.ROOT), (long) ended.getOrDefault(status, 0));
    }
    counts.put("lost", (long) lost);
    counts.put("duplicated", (long) duplicated);
    return counts;
  }
}
