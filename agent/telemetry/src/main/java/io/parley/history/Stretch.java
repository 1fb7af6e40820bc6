package io.parley.history;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A copy of what memory knows of one series between two instants, for reading without a lock.
 *
 * @param number the number of the series
 * @param whole whether numbers are given as whole ones
 * @param sealed what is before it is in files of days
 * @param recent the summaries of what is older than the changes, in bytes as {@link RollupBytes}
 *     has them
 * @param open the summary that still grows; absent if there is none
 * @param changes the change that held at the start and those after it
 * @param exactFrom from when on the changes are all that there were
 * @param knownTo until when the newest value is known to hold
 */
record Stretch(
    int number,
    boolean whole,
    long sealed,
    byte[] recent,
    @Nullable Rollup open,
    List<Change> changes,
    long exactFrom,
    long knownTo) {

  /**
   * A change of the series.
   *
   * @param other the value where it is not a plain number, {@link StateValue#GAP} where there is
   *     none
   */
  record Change(long at, double number, @Nullable StateValue other) {}

  /**
   * Copies it.
   *
   * @param now the time, epoch milliseconds
   */
  static Stretch of(Track track, long sealed, long from, long to, long now) {
    RawSteps raw = track.raw;
    List<Change> changes = new ArrayList<>();
    for (int i = Math.max(0, raw.indexAt(from)); i < raw.size() && raw.at(i) <= to; i++) {
      changes.add(new Change(raw.at(i), raw.number(i), raw.other(i)));
    }
    long exactFrom = track.left ? raw.at(0) : Long.MIN_VALUE;
    long knownTo = raw.size() == 0 ? now : Math.max(now, raw.at(raw.size() - 1));
    boolean old = from < exactFrom;
    Rollup open = null;
    if (old && track.open != null) {
      open = new Rollup(track.open.from, Math.min(track.open.to, track.folded));
      open.add(track.open, 1);
    }
    byte[] recent = old && !track.closed.isEmpty() ? track.closed.toArray() : new byte[1];
    return new Stretch(
        track.number, track.whole, sealed, recent, open, changes, exactFrom, knownTo);
  }

  /** The summaries that start before the changes and end after {@code from}, oldest first. */
  List<Rollup> rollups(long from, long to, List<Rollup> inFiles) {
    List<Rollup> all = new ArrayList<>(inFiles);
    all.addAll(RollupBytes.read(recent));
    if (open != null) {
      all.add(open);
    }
    all.removeIf(rollup -> rollup.from >= exactFrom || rollup.to <= from || rollup.from >= to);
    return all;
  }
}
