package io.parley.history;

import java.util.List;

/** Summaries of days that memory does not keep. */
interface OldRollups {
  /** There are none. */
  OldRollups NONE = (number, from, to, buckets) -> List.of();

  /**
   * The summaries of a series that overlap a time, oldest first.
   *
   * @param number the number of the series
   * @param buckets a day that lies in one of them may be one summary, else the shortest are given
   */
  List<Rollup> read(int number, long from, long to, Whole buckets);

  /** Tells whether a day may be one summary. */
  interface Whole {
    boolean holdsWhole(long from, long to);
  }
}
