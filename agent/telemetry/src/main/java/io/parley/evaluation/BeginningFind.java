package io.parley.evaluation;

import io.parley.query.Condition;
import io.parley.query.Result;
import io.parley.query.Result.Change;
import io.parley.site.Series;
import io.parley.timeline.Episodes;
import io.parley.timeline.Segment;
import io.parley.timeline.Timeline;
import io.parley.timeline.Window;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which series began to fulfil a condition in a window: {@code changes} with {@code where}. */
final class BeginningFind {
  private final Condition condition;
  private final Window window;

  private BeginningFind(Condition condition, Window window) {
    this.condition = condition;
    this.window = window;
  }

  static Result of(Context context, List<Series> list, Condition condition, Window window) {
    BeginningFind find = new BeginningFind(condition, window);
    List<Change> changes = new ArrayList<>();
    int of = 0;
    boolean complete = true;
    for (Series series : list) {
      Timeline timeline = context.timeline(series, window.widened(Episodes.BEFORE));
      if (timeline.any()) {
        of++;
        Change change = find.last(series, timeline);
        if (change != null) {
          changes.add(change);
        }
      }
      complete &= timeline.segments().stream().allMatch(find::decided);
    }
    // What is not known may have begun as well.
    if (of == 0 || !complete) {
      throw UnsureException.incomplete("history");
    }
    List<Change> cut = Reading.cut(changes);
    return new Result.Changed(cut, of, cut.stream().map(Change::row).toList());
  }

  private boolean decided(Segment segment) {
    return segment.known() || !segment.to().isAfter(window.from());
  }

  private @Nullable Change last(Series series, Timeline timeline) {
    Segment before = null;
    Segment last = null;
    Segment previous = null;
    int times = 0;
    for (Segment segment : timeline.segments()) {
      boolean begins =
          previous != null
              && !segment.from().isBefore(window.from())
              && is(series, previous, Conditions.Verdict.NO)
              && is(series, segment, Conditions.Verdict.YES);
      if (begins) {
        before = previous;
        last = segment;
        times++;
      }
      previous = segment;
    }
    return before == null || last == null ? null : ChangeFind.made(series, before, last, times);
  }

  private boolean is(Series series, Segment segment, Conditions.Verdict verdict) {
    Object value = segment.value();
    return value != null && Conditions.of(condition, series, value, segment.state()) == verdict;
  }
}
