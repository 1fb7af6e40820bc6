package io.parley.evaluation;

import io.parley.evaluation.Conditions.Verdict;
import io.parley.query.Condition;
import io.parley.site.Series;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a condition began to hold inside a window.
 *
 * @param count how many times it is known to have begun
 * @param last the last time that it held from; null: not since {@code since}
 * @param certain whether {@code last} is known to be the moment
 * @param known whether a value is known at all
 * @param complete whether the whole window is known
 * @param since since when all is known without a gap
 */
record Moments(
    int count,
    @Nullable Segment last,
    boolean certain,
    boolean known,
    boolean complete,
    Instant since) {

  /** What was just before a window decides whether something began with it. */
  private static final Duration BEFORE = Duration.ofMillis(1);

  static Moments of(Context context, Series series, Condition condition, Time.Window window) {
    Time.Window wider = new Time.Window(window.from().minus(BEFORE), window.to(), window.open());
    Walk walk = new Walk(series, condition, window.from());
    Timelines.of(context, series, wider).segments().forEach(walk::step);
    return walk.result();
  }

  /** The state of a walk from the oldest segment to the newest. */
  private static final class Walk {
    private final Series series;
    private final Condition condition;
    private final Instant from;
    private int count;
    private @Nullable Segment last;
    private boolean certain = true;
    private boolean known;
    private boolean complete = true;
    private boolean gap = true;
    private @Nullable Verdict before;
    private Instant since;

    Walk(Series series, Condition condition, Instant from) {
      this.series = series;
      this.condition = condition;
      this.from = from;
      this.since = from;
    }

    void step(Segment segment) {
      if (!segment.known()) {
        complete &= !segment.to().isAfter(from);
        gap = true;
        return;
      }
      Verdict verdict = Conditions.of(condition, series, segment.value(), segment.state());
      if (verdict != Verdict.YES && verdict != Verdict.NO) {
        throw UnsureException.incomplete(verdict == Verdict.OTHER_UNIT ? "unit" : "number");
      }
      boolean inside = !segment.from().isBefore(from);
      if (verdict == Verdict.YES && before == Verdict.NO && inside) {
        count++;
      }
      if (gap) {
        since = segment.began().isBefore(from) ? from : segment.from();
        certain = verdict == Verdict.NO;
        last = verdict == Verdict.YES ? segment : null;
      } else if (verdict == Verdict.YES && before == Verdict.NO && inside) {
        certain = true;
        last = segment;
      }
      known = true;
      gap = false;
      before = verdict;
    }

    Moments result() {
      boolean ended = known && gap;
      return new Moments(count, last, certain && !ended, known, complete, since);
    }
  }
}
