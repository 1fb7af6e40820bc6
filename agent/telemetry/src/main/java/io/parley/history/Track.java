package io.parley.history;

import io.parley.site.SeriesId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of one series in memory: the newest changes, and summaries of 10 minutes of what is
 * older and in no file yet. Time is folded into summaries from the old end: what was folded is
 * never changed again, so a sample that comes late counts only where its time is not folded yet.
 * Not safe for several threads.
 */
final class Track {
  /** So many changes leave at once, so that the arrays are moved seldom. */
  private static final int LEAVE_AT_ONCE = 64;

  final SeriesId id;

  /** Stands for it in files; never used for another series. */
  final int number;

  private final Calendar calendar;
  final RawSteps raw = new RawSteps();
  RollupBytes closed = new RollupBytes();
  @Nullable Rollup open;

  /** Everything before it is folded. */
  long folded;

  /** Since when a value was known all the time, as far as {@link #raw} has no gap. */
  long since = Long.MAX_VALUE;

  /** Whether changes have left, so that there may be more before {@link #raw}. */
  boolean left;

  /** Whether all numbers came as whole ones; they are given back as they came. */
  boolean whole = true;

  /** When the newest value was last confirmed by an equal one. */
  private long seen = Long.MIN_VALUE;

  Track(SeriesId id, int number, Calendar calendar, long folded) {
    this.id = id;
    this.number = number;
    this.calendar = calendar;
    this.folded = folded;
  }

  /** Whether the newest value is known to have held after an instant, though no change says so. */
  boolean confirmedAfter(long at) {
    int newest = raw.size() - 1;
    return newest >= 0 && raw.at(newest) <= at && at < seen;
  }

  /** The newest value, at the instant at which it was last confirmed. */
  Stretch.Change confirmed() {
    int newest = raw.size() - 1;
    return new Stretch.Change(seen, raw.number(newest), raw.other(newest));
  }

  /** What a sample did. */
  enum Outcome {
    CHANGED,
    SAME,
    TOO_LATE
  }

  /**
   * Takes a sample.
   *
   * @param isWhole whether it is no number or came as a whole one
   */
  Outcome record(double value, @Nullable StateValue other, boolean isWhole, long at) {
    whole &= isWhole;
    int newest = raw.size() - 1;
    if (newest < 0) {
      return StateValue.GAP.equals(other) ? Outcome.SAME : insert(0, value, other, at);
    }
    int held = raw.indexAt(at);
    if (held >= 0 && raw.equal(held, value, other)) {
      seen = held == newest ? Math.max(seen, at) : seen;
      return Outcome.SAME;
    }
    if (at < folded) {
      return Outcome.TOO_LATE;
    }
    if (held == newest && at < seen) {
      raw.insert(held + 1, seen, raw.number(held), raw.other(held));
    }
    if (held < 0 || raw.at(held) < at) {
      return insert(held + 1, value, other, at);
    }
    raw.set(held, value, other);
    joinEqual(held);
    return Outcome.CHANGED;
  }

  private Outcome insert(int index, double value, @Nullable StateValue other, long at) {
    if (at < folded) {
      return Outcome.TOO_LATE;
    }
    if (StateValue.GAP.equals(other) && index == 0) {
      return Outcome.SAME;
    }
    raw.insert(index, at, value, other);
    since = Math.min(since, at);
    seen = index == raw.size() - 1 ? at : seen;
    joinEqual(index);
    return Outcome.CHANGED;
  }

  /** Leaves one of neighbours that are equal, the older one. */
  private void joinEqual(int index) {
    if (index + 1 < raw.size() && raw.equal(index, raw.number(index + 1), raw.other(index + 1))) {
      raw.remove(index + 1, index + 2);
    }
    if (index > 0 && raw.equal(index - 1, raw.number(index), raw.other(index))) {
      raw.remove(index, index + 1);
    }
  }

  /** Lets the oldest changes leave where there are too many. */
  void evict(long now) {
    int leave = 0;
    if (raw.size() >= RawSteps.MOST + LEAVE_AT_ONCE) {
      leave = raw.size() - RawSteps.MOST;
    }
    long oldest = now - RawSteps.AGE_MS;
    while (raw.size() - leave > RawSteps.AT_LEAST && raw.at(leave + 1) < oldest) {
      leave++;
    }
    if (leave == 0) {
      return;
    }
    fold(raw.at(leave));
    for (int index = 0; index < leave; index++) {
      if (raw.isGap(index)) {
        since = raw.at(index + 1);
      }
    }
    raw.remove(0, leave);
    left = true;
  }

  /** Folds what is before an instant into summaries; changes that are folded may stay as well. */
  void fold(long to) {
    if (to <= folded) {
      return;
    }
    for (int index = Math.max(0, raw.indexAt(folded)); index < raw.size(); index++) {
      long from = Math.max(folded, raw.at(index));
      long until = index + 1 < raw.size() ? Math.min(to, raw.at(index + 1)) : to;
      if (from < until && !raw.isGap(index)) {
        fold(index, from, until);
      }
    }
    folded = to;
    if (open != null && open.to <= folded) {
      close();
    }
  }

  private void fold(int index, long from, long until) {
    long at = from;
    while (at < until) {
      if (open == null || at >= open.to) {
        close();
        open = calendar.window(at);
      }
      long end = Math.min(until, open.to);
      open.add(raw.number(index), raw.other(index), end - at, at == raw.at(index));
      at = end;
    }
  }

  private void close() {
    if (open != null) {
      closed.append(open);
      open = null;
    }
  }

  /** The closed summaries before an instant. */
  List<Rollup> closedBefore(long to) {
    return closed.all().stream().filter(rollup -> rollup.from < to).toList();
  }

  /** Forgets the closed summaries before an instant. */
  void dropClosedBefore(long to) {
    RollupBytes kept = new RollupBytes();
    for (Rollup rollup : closed.all()) {
      if (rollup.from >= to) {
        kept.append(rollup);
      }
    }
    closed = kept;
  }

  /** Forgets the closed summaries that no file took and that are older than changes may be. */
  void dropOld(long now) {
    if (closed.oldest() < now - RawSteps.AGE_MS - Calendar.DAY_MS) {
      dropClosedBefore(now - RawSteps.AGE_MS);
    }
  }

  /** Since when a value is known without a gap; empty if none is known now. */
  Optional<Instant> knownSince() {
    int newest = raw.size() - 1;
    if (newest < 0 || raw.isGap(newest)) {
      return Optional.empty();
    }
    for (int index = newest; index >= 0; index--) {
      if (raw.isGap(index)) {
        return Optional.of(Instant.ofEpochMilli(raw.at(index + 1)));
      }
    }
    return Optional.of(Instant.ofEpochMilli(since));
  }
}
