package io.parley.evaluation;

import io.parley.site.Current;
import io.parley.site.Series;
import io.parley.site.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The values of one series over a window, without a hole: what is not known is a segment too. */
record Timelines(Series series, Time.Window window, List<Segment> segments) {
  /** The most series whose history one query looks at. */
  static final int MOST_SERIES = 2_000;

  /** The most steps that are looked at of one series. */
  static final int MOST_STEPS = 200_000;

  /** Ends the evaluation where too many series have to be looked at. */
  static void bound(List<Series> list) {
    if (list.size() > MOST_SERIES) {
      throw UnsureException.incomplete("series");
    }
  }

  static Timelines of(Context context, Series series, Time.Window window) {
    List<Step> steps = context.history().steps(series.id(), window.from(), window.to());
    if (steps.size() > MOST_STEPS) {
      throw UnsureException.incomplete("over");
    }
    Current current = context.site().current(series.id()).orElse(null);
    Instant until = Readings.knownUntil(series, current, context.now());
    Timelines timeline = new Timelines(series, window, new ArrayList<>());
    Instant end = window.from();
    for (int at = 0; at < steps.size(); at++) {
      Step step = steps.get(at);
      boolean last = at + 1 == steps.size();
      Instant next = last ? window.to() : earlier(steps.get(at + 1).at(), window.to());
      end = timeline.add(step, end, next, last ? until : null);
    }
    if (end.isBefore(window.to())) {
      timeline.segments.add(new Segment(end, window.to(), end, null, null));
    }
    return timeline;
  }

  private Instant add(Step step, Instant end, Instant next, @Nullable Instant until) {
    Instant from = step.at().isBefore(window.from()) ? window.from() : step.at();
    boolean inside = from.isBefore(window.to()) || (window.open() && from.equals(window.to()));
    if (!inside || next.isBefore(from)) {
      return end;
    }
    if (end.isBefore(from)) {
      segments.add(new Segment(end, from, end, null, null));
    }
    Instant to = until != null && until.isBefore(next) ? later(until, from) : next;
    segments.add(new Segment(from, to, step.at(), step.value(), step.state()));
    return to;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /** The share of the window for which a value is known, 0..1. */
  double coverage() {
    double known = segments.stream().filter(Segment::known).mapToDouble(Segment::seconds).sum();
    double all = segments.stream().mapToDouble(Segment::seconds).sum();
    return all == 0 ? 0 : known / all;
  }

  /** Whether anything is known. */
  boolean any() {
    return segments.stream().anyMatch(Segment::known);
  }
}
