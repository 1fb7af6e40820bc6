package io.parley.history;

import io.parley.site.Summary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A time divided into equal stretches, and what is known in each. */
final class Buckets {
  /** The most stretches, however many are asked for. */
  static final int MOST = 10_000;

  private final Rollup[] buckets;
  private final long from;
  private final long to;

  Buckets(long from, long to, int most) {
    this.from = from;
    this.to = to;
    buckets = new Rollup[(int) Math.min(Math.min(most, MOST), to - from)];
    for (int i = 0; i < buckets.length; i++) {
      buckets[i] = new Rollup(start(i), start(i + 1));
    }
  }

  private long start(int index) {
    long whole = (to - from) / buckets.length;
    long rest = (to - from) % buckets.length;
    return from + whole * index + rest * index / buckets.length;
  }

  private int index(long instant) {
    int index = (int) ((double) (instant - from) / (to - from) * buckets.length);
    index = Math.min(Math.max(index, 0), buckets.length - 1);
    while (index > 0 && start(index) > instant) {
      index--;
    }
    while (index < buckets.length - 1 && start(index + 1) <= instant) {
      index++;
    }
    return index;
  }

  /** Whether a stretch lies in one bucket whole. */
  boolean holdsWhole(long aFrom, long aTo) {
    return aFrom >= from && aTo <= to && aTo <= start(index(aFrom) + 1);
  }

  /** Adds summaries; of one that lies in a bucket in part, that part. */
  void addRollups(List<Rollup> rollups) {
    for (Rollup rollup : rollups) {
      long at = Math.max(from, rollup.from);
      long end = Math.min(to, rollup.to);
      while (at < end) {
        Rollup bucket = buckets[index(at)];
        long until = Math.min(end, bucket.to);
        bucket.add(rollup, (double) (until - at) / (rollup.to - rollup.from));
        at = until;
      }
    }
  }

  /**
   * Adds changes.
   *
   * @param exactFrom what is before it is left out
   * @param knownTo until when the last one holds
   */
  void addChanges(List<Stretch.Change> changes, long exactFrom, long knownTo) {
    for (int i = 0; i < changes.size(); i++) {
      Stretch.Change change = changes.get(i);
      long at = Math.max(Math.max(from, exactFrom), change.at());
      long next = i + 1 < changes.size() ? changes.get(i + 1).at() : knownTo;
      long end = Math.min(to, next);
      while (at < end) {
        Rollup bucket = buckets[index(at)];
        long until = Math.min(end, bucket.to);
        bucket.add(change.number(), change.other(), until - at, at == change.at());
        at = until;
      }
    }
  }

  /** The buckets in which a number is known. */
  List<Summary> summaries() {
    List<Summary> all = new ArrayList<>();
    for (Rollup bucket : buckets) {
      if (bucket.covered > 0) {
        all.add(
            new Summary(
                Instant.ofEpochMilli(bucket.from),
                Instant.ofEpochMilli(bucket.to),
                bucket.min,
                bucket.max,
                bucket.mean(),
                bucket.first,
                bucket.last,
                Math.min(1, bucket.covered / (double) (bucket.to - bucket.from))));
      }
    }
    return all;
  }

  /** The time in each state over all buckets, in the order in which they came. */
  List<StateTime> states() {
    Rollup all = new Rollup(from, to);
    for (Rollup bucket : buckets) {
      all.add(bucket, 1);
    }
    return all.states.stream().map(StateTime::of).toList();
  }
}
