package io.parley.history;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The days that are over: three files each, with the summaries of 10 minutes, of 1 hour and of the
 * day. A file is written once and never changed: first what is known of each series, then where
 * that stands, then how many there are and a CRC-32. Reading a month of one series touches some 30
 * files of one kind and in each one place.
 */
final class DayFiles implements OldRollups {
  private static final Logger log = LoggerFactory.getLogger(DayFiles.class);

  /** The lengths of summaries, the shortest first, and for how long they are kept; design.md. */
  enum Tier {
    TEN_MINUTES(".10m", Calendar.WINDOW_MS, 8),
    HOUR(".1h", Calendar.HOUR_MS, 100),
    DAY(".1d", Long.MAX_VALUE / 4, 730);

    final String end;
    final long length;
    private final long keptMs;

    Tier(String end, long length, int days) {
      this.end = end;
      this.length = length;
      this.keptMs = days * 86_400_000L;
    }
  }

  private final HistoryFolder folder;

  /** The ends of the days by their starts, for each tier. */
  private final Map<Tier, ConcurrentSkipListMap<Long, Long>> days = new EnumMap<>(Tier.class);

  private final Set<String> said = new HashSet<>();

  DayFiles(HistoryFolder folder) throws IOException {
    this.folder = folder;
    for (Tier tier : Tier.values()) {
      ConcurrentSkipListMap<Long, Long> found = new ConcurrentSkipListMap<>();
      for (String name : folder.names(tier.end)) {
        String[] parts = name.substring(0, name.length() - tier.end.length()).split("_", -1);
        if (parts.length == 2 && parts[0].matches("\\d{1,15}") && parts[1].matches("\\d{1,15}")) {
          found.put(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
        }
      }
      days.put(tier, found);
    }
  }

  private ConcurrentSkipListMap<Long, Long> days(Tier tier) {
    return Objects.requireNonNull(days.get(tier));
  }

  private static String name(Tier tier, long from, long to) {
    return from + "_" + to + tier.end;
  }

  /** Writes one file of a day. */
  void write(Tier tier, long from, long to, Map<Integer, byte[]> blocks) throws IOException {
    if (blocks.isEmpty()) {
      return;
    }
    folder.write(name(tier, from, to), channel -> DayFile.write(channel, blocks));
    days(tier).put(from, to);
  }

  /** Deletes what is older than it is kept for, counted from the newest day that there is. */
  void deleteOld(long newest) {
    for (Tier tier : Tier.values()) {
      ConcurrentSkipListMap<Long, Long> found = days(tier);
      for (Map.Entry<Long, Long> day : found.entrySet()) {
        if (day.getValue() <= newest - tier.keptMs) {
          found.remove(day.getKey());
          folder.delete(name(tier, day.getKey(), day.getValue()));
        }
      }
    }
  }

  /** When the newest day ends that is written; the least long if there is none. */
  long newest() {
    long newest = Long.MIN_VALUE;
    for (ConcurrentSkipListMap<Long, Long> found : days.values()) {
      Map.Entry<Long, Long> last = found.lastEntry();
      newest = last == null ? newest : Math.max(newest, last.getValue());
    }
    return newest;
  }

  @Override
  public List<Rollup> read(int number, long from, long to, Whole buckets) {
    TreeSet<Long> starts = new TreeSet<>();
    for (ConcurrentSkipListMap<Long, Long> found : days.values()) {
      Long first = found.floorKey(from);
      starts.addAll(found.subMap(first == null ? from : first, true, to, false).keySet());
    }
    List<Rollup> all = new ArrayList<>();
    long known = from;
    for (Long start : starts) {
      for (Tier tier : order(start, buckets)) {
        Long end = days(tier).get(start);
        if (end != null && end > known) {
          List<Rollup> read = read(tier, start, end, number);
          if (read != null) {
            all.addAll(read);
            known = end;
          }
        }
      }
    }
    return all;
  }

  /** The kinds of files of a day, the one first that is to be read where it is there and whole. */
  private List<Tier> order(long start, Whole buckets) {
    Long end = null;
    for (Tier tier : Tier.values()) {
      end = end == null ? days(tier).get(start) : end;
    }
    return end != null && buckets.holdsWhole(start, end)
        ? List.of(Tier.DAY, Tier.HOUR, Tier.TEN_MINUTES)
        : List.of(Tier.TEN_MINUTES, Tier.HOUR, Tier.DAY);
  }

  private @Nullable List<Rollup> read(Tier tier, long from, long to, int number) {
    String name = name(tier, from, to);
    try (FileChannel channel = FileChannel.open(folder.path(name), StandardOpenOption.READ)) {
      byte[] block = DayFile.read(channel, number);
      return block == null
          ? List.of()
          : RollupBytes.read(block, from, Math.min(tier.length, to - from));
    } catch (NoSuchFileException | ClosedByInterruptException e) {
      return null;
    } catch (IOException | DamagedException e) {
      damaged(tier, from, to, name, e);
      return null;
    }
  }

  private void damaged(Tier tier, long from, long to, String name, Exception e) {
    synchronized (said) {
      if (!said.add(name) || said.size() > 1000) {
        return;
      }
    }
    log.warn(
        "the file {} of the history is damaged ({}): the summaries {} of series from {} to {} are"
            + " lost in part or whole",
        name,
        e.getMessage(),
        tier,
        Instant.ofEpochMilli(from),
        Instant.ofEpochMilli(to));
    if (e instanceof DayFile.IndexException) {
      days(tier).remove(from);
      folder.setAside(name);
    }
  }

  /** The greatest number of a series in the files of days; 0 if there is none. */
  int greatestNumber() {
    Map.Entry<Long, Long> last = days(Tier.DAY).lastEntry();
    if (last == null) {
      return 0;
    }
    String name = name(Tier.DAY, last.getKey(), last.getValue());
    try (FileChannel channel = FileChannel.open(folder.path(name), StandardOpenOption.READ)) {
      return DayFile.greatestNumber(channel);
    } catch (IOException | DamagedException e) {
      damaged(Tier.DAY, last.getKey(), last.getValue(), name, e);
      return 0;
    }
  }
}
