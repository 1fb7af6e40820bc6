package io.parley.evaluation;

import io.parley.query.Condition;
import io.parley.query.Find;
import io.parley.query.Result;
import io.parley.query.Result.LeftOut;
import io.parley.query.Result.Why;
import io.parley.site.Series;
import io.parley.timeline.Segment;
import io.parley.timeline.Timeline;
import io.parley.timeline.Window;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which series fulfil a condition: {@code list}, {@code count}, {@code any}, {@code all}. */
final class GroupFinds {
  private final Context context;
  private final Condition condition;
  private final List<Reading> yes = new ArrayList<>();
  private final List<Reading> no = new ArrayList<>();
  private final List<LeftOut> leftOut = new ArrayList<>();
  private boolean one;

  private GroupFinds(Context context, Condition condition) {
    this.context = context;
    this.condition = condition;
  }

  static Result of(Context context, Condition condition) {
    GroupFinds finds = new GroupFinds(context, condition);
    if (context.time() instanceof Time.During during) {
      finds.over(during.window());
    } else {
      finds.at();
    }
    return finds.result();
  }

  /** Those that fulfil the condition now; the others are not told. */
  static Readings filtered(Context context, Condition condition) {
    GroupFinds finds = new GroupFinds(context, condition);
    finds.at();
    return new Readings(finds.yes, finds.leftOut, List.of());
  }

  private void at() {
    Readings readings = readings();
    one = readings.known().size() + readings.leftOut().size() == 1;
    leftOut.addAll(readings.leftOut());
    Conditions.@Nullable Verdict last = null;
    for (Reading reading : readings.known()) {
      last = Conditions.of(condition, reading);
      switch (last) {
        case YES -> yes.add(reading);
        case NO -> no.add(reading);
        case OTHER_UNIT -> leftOut.add(new LeftOut(reading.name(), Why.OTHER_UNIT, null));
        case NOT_A_NUMBER -> leftOut.add(new LeftOut(reading.name(), Why.NOT_A_NUMBER, null));
      }
    }
    if (yes.isEmpty() && no.isEmpty()) {
      throw new UnsureException(
          UnsureException.INCOMPLETE,
          last == Conditions.Verdict.OTHER_UNIT ? "unit" : "number",
          Rows.of(readings.known()),
          leftOut);
    }
  }

  private Readings readings() {
    if (condition instanceof Condition.StateIs is
        && States.isConnection(is.state())
        && context.time() instanceof Time.Present) {
      return Connections.of(context);
    }
    return Readings.some(context, Candidates.judged(context, condition));
  }

  private void over(Window window) {
    List<Series> list = Candidates.judged(context, condition);
    Context.bound(list);
    one = list.size() == 1;
    boolean throughout = context.query().find() == Find.ALL;
    for (Series series : list) {
      Timeline timeline = context.timeline(series, window);
      Segment held = last(series, timeline, Conditions.Verdict.YES);
      Segment failed = last(series, timeline, Conditions.Verdict.NO);
      boolean complete =
          timeline.segments().stream().allMatch(Segment::known) && (held != null || failed != null);
      if (throughout ? failed != null : held == null && complete && failed != null) {
        no.add(reading(series, failed));
      } else if (throughout ? complete && held != null : held != null) {
        yes.add(reading(series, held));
      } else {
        leftOut.add(new LeftOut(series.name(), Why.NOT_KNOWN_SO_LONG, context.knownSince(series)));
      }
    }
    boolean decided =
        switch (context.query().find()) {
          case ANY -> !yes.isEmpty() || leftOut.isEmpty();
          case ALL -> !no.isEmpty() || leftOut.isEmpty();
          default -> !yes.isEmpty() || !no.isEmpty();
        };
    if (!decided) {
      throw new UnsureException(UnsureException.INCOMPLETE, "history", Rows.of(yes), leftOut);
    }
  }

  private @Nullable Segment last(Series series, Timeline timeline, Conditions.Verdict verdict) {
    Segment found = null;
    for (Segment segment : timeline.segments()) {
      if (segment.known()
          && Conditions.of(condition, series, segment.value(), segment.state()) == verdict) {
        found = segment;
      }
    }
    return found;
  }

  private static Reading reading(Series series, @Nullable Segment segment) {
    if (segment == null || segment.value() == null) {
      throw UnsureException.incomplete("history");
    }
    return Reading.of(series, segment.value(), segment.state(), segment.began());
  }

  private Result result() {
    int of = yes.size() + no.size();
    List<LeftOut> cut = Rows.cut(leftOut);
    List<Result.Row> rows = Rows.of(one && yes.isEmpty() ? no : yes);
    return switch (context.query().find()) {
      case ANY -> new Result.Truth(!yes.isEmpty(), rows, of, cut);
      case ALL -> new Result.Truth(no.isEmpty(), rows, of, cut);
      case COUNT -> new Result.Count(yes.size(), of, Rows.of(yes), cut);
      default -> new Result.Values(Rows.of(yes), of, cut);
    };
  }
}
