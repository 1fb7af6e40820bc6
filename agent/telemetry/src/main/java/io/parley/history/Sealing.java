package io.parley.history;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Puts a day that is over into its files. */
final class Sealing {
  private final long from;
  private final long to;
  private final Calendar calendar;
  private final Map<DayFiles.Tier, Map<Integer, byte[]>> blocks =
      new EnumMap<>(DayFiles.Tier.class);

  Sealing(long from, long to, Calendar calendar) {
    this.from = from;
    this.to = to;
    this.calendar = calendar;
    for (DayFiles.Tier tier : DayFiles.Tier.values()) {
      blocks.put(tier, new TreeMap<>());
    }
  }

  /** Folds a series up to the end of the day and takes what is known of the day. */
  void add(Track track) {
    track.fold(to);
    List<Rollup> tens = new ArrayList<>(track.closedBefore(to));
    tens.removeIf(rollup -> rollup.from < from);
    if (tens.isEmpty()) {
      return;
    }
    List<Rollup> rollups = tens;
    for (DayFiles.Tier tier : DayFiles.Tier.values()) {
      rollups = tier == DayFiles.Tier.TEN_MINUTES ? rollups : merged(rollups, tier.length);
      RollupBytes bytes = new RollupBytes(from, Math.min(tier.length, to - from));
      rollups.forEach(bytes::append);
      block(tier).put(track.number, bytes.toArray());
    }
  }

  private List<Rollup> merged(List<Rollup> rollups, long length) {
    List<Rollup> merged = new ArrayList<>();
    for (Rollup rollup : rollups) {
      Rollup last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
      if (last == null || rollup.from >= last.to) {
        last = calendar.window(rollup.from, length);
        merged.add(last);
      }
      last.add(rollup, 1);
    }
    return merged;
  }

  void write(DayFiles files) throws IOException {
    for (DayFiles.Tier tier : DayFiles.Tier.values()) {
      files.write(tier, from, to, block(tier));
    }
  }

  private Map<Integer, byte[]> block(DayFiles.Tier tier) {
    return blocks.computeIfAbsent(tier, any -> new TreeMap<>());
  }
}
