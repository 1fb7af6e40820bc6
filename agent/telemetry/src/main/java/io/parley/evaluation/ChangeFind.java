package io.parley.evaluation;

import io.parley.query.Condition;
import io.parley.query.Result;
import io.parley.query.Result.Change;
import io.parley.site.Series;
import io.parley.site.Step;
import io.parley.timeline.Segment;
import io.parley.timeline.Timeline;
import io.parley.timeline.Window;
import io.parley.units.Numbers;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What changed in a window: states always, numbers where it is more than their usual noise. */
final class ChangeFind {
  /** A number that moved by more than this share of what it was has changed. */
  private static final double SHARE = 0.05;

  /** So many usual steps are more than noise. */
  private static final double STEPS = 3;

  /** Less than so many steps before the window show nothing usual. */
  private static final int ENOUGH = 3;

  private final Context context;
  private final Window window;

  private ChangeFind(Context context, Window window) {
    this.context = context;
    this.window = window;
  }

  static Result of(Context context) {
    if (!(context.time() instanceof Time.During during)) {
      throw UnsureException.incomplete("over");
    }
    Condition where = context.query().where();
    List<Series> list =
        where == null ? Candidates.group(context) : Candidates.judged(context, where);
    Context.bound(list);
    if (where != null) {
      return BeginningFind.of(context, list, where, during.window());
    }
    ChangeFind find = new ChangeFind(context, during.window());
    List<Change> changes = new ArrayList<>();
    int of = 0;
    for (Series series : list) {
      Timeline timeline = context.timeline(series, during.window());
      if (timeline.any()) {
        of++;
        Change change = find.change(series, timeline);
        if (change != null) {
          changes.add(change);
        }
      }
    }
    if (of == 0) {
      throw UnsureException.incomplete("history");
    }
    List<Change> cut = Reading.cut(changes);
    return new Result.Changed(cut, of, cut.stream().map(Change::row).toList());
  }

  private @Nullable Change change(Series series, Timeline timeline) {
    List<Segment> known = timeline.segments().stream().filter(Segment::known).toList();
    Segment first = known.get(0);
    Segment before = first;
    Segment last = first;
    int times = 0;
    for (Segment segment : known) {
      if (!same(last, segment)) {
        before = last;
        times++;
        last = segment;
      }
    }
    if (times == 0) {
      return null;
    }
    BigDecimal was = first.number();
    BigDecimal is = last.number();
    if (was != null && is != null) {
      return moved(series, was, is) ? made(series, first, last, times) : null;
    }
    return made(series, before, last, times);
  }

  private static boolean same(Segment one, Segment other) {
    BigDecimal first = one.number();
    BigDecimal second = other.number();
    if (first != null && second != null) {
      return first.compareTo(second) == 0;
    }
    return Objects.equals(one.value(), other.value()) && Objects.equals(one.state(), other.state());
  }

  static @Nullable Change made(Series series, Segment before, Segment last, int times) {
    Object was = before.value();
    Object is = last.value();
    if (was == null || is == null) {
      return null;
    }
    return new Change(
        Reading.row(series, is, last.state(), series.unit(), last.from()),
        was,
        before.state(),
        last.from(),
        times);
  }

  private boolean moved(Series series, BigDecimal was, BigDecimal is) {
    double moved = is.subtract(was).abs().doubleValue();
    return moved > 0 && (moved > SHARE * was.abs().doubleValue() || moved > usual(series));
  }

  /** What the series usually moves by: a few of the steps that it made before the window. */
  private double usual(Series series) {
    Duration back =
        window.length().compareTo(Duration.ofDays(1)) < 0 ? Duration.ofDays(1) : window.length();
    Instant from = window.from().minus(back);
    List<Double> moves = new ArrayList<>();
    BigDecimal before = null;
    for (Step step : context.history().steps(series.id(), from, window.from())) {
      BigDecimal number = Numbers.of(step.value());
      if (number != null && before != null) {
        moves.add(number.subtract(before).abs().doubleValue());
      }
      before = number;
    }
    if (moves.size() < ENOUGH) {
      return Double.POSITIVE_INFINITY;
    }
    Collections.sort(moves);
    return STEPS * moves.get(moves.size() / 2);
  }
}
