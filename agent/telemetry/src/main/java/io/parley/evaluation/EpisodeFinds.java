package io.parley.evaluation;

import io.parley.query.Condition;
import io.parley.query.Result;
import io.parley.query.Result.LeftOut;
import io.parley.query.Result.Why;
import io.parley.query.Span;
import io.parley.site.Current;
import io.parley.site.Series;
import io.parley.timeline.Episodes;
import io.parley.timeline.Segment;
import io.parley.timeline.Timeline;
import io.parley.timeline.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How long and when a condition held: {@code duration}, {@code when}, {@code times}. */
final class EpisodeFinds {
  /** How far back is looked for the beginning, the nearest first. */
  private static final List<Duration> BACK =
      List.of(Duration.ofHours(2), Duration.ofDays(1), Duration.ofDays(8), Span.LONGEST);

  private final Context context;
  private final Series series;

  private EpisodeFinds(Context context, Series series) {
    this.context = context;
    this.series = series;
  }

  static Result duration(Context context, Condition condition) {
    Optional<Result> offline = Connections.duration(context, condition);
    if (offline.isPresent()) {
      return offline.get();
    }
    EpisodeFinds finds = new EpisodeFinds(context, single(Candidates.judged(context, condition)));
    return context.time() instanceof Time.During during
        ? finds.total(condition, during.window())
        : finds.lasting(condition);
  }

  private static Series single(List<Series> list) {
    if (list.size() != 1) {
      throw UnsureException.incomplete("thing");
    }
    return list.get(0);
  }

  private Reading now() {
    if (context.time() instanceof Time.Moment) {
      throw UnsureException.incomplete("over");
    }
    return Readings.some(context.over(null), List.of(series)).known().get(0);
  }

  private Conditions.Verdict verdict(Condition condition, Segment segment) {
    return Conditions.of(condition, series, segment.value(), segment.state());
  }

  private boolean holds(Condition condition, Reading reading) {
    return switch (Conditions.of(condition, reading)) {
      case YES -> true;
      case NO -> false;
      case NOT_A_NUMBER ->
          throw new UnsureException(
              UnsureException.INCOMPLETE, "number", List.of(reading.row()), List.of());
      case OTHER_UNIT ->
          throw new UnsureException(
              UnsureException.INCOMPLETE, "unit", List.of(reading.row()), List.of());
    };
  }

  private Result lasting(Condition condition) {
    Reading now = now();
    boolean holds = holds(condition, now);
    Beginning beginning = beginning(condition, holds, now);
    Duration length = Duration.between(beginning.at(), context.now());
    return new Result.Length(
        length.isNegative() ? Duration.ZERO : length,
        holds,
        !beginning.seen(),
        1,
        List.of(now.row()));
  }

  /**
   * Since when it is as it is now.
   *
   * @param seen whether it is known to have been otherwise directly before
   */
  private record Beginning(Instant at, boolean seen) {}

  private Beginning beginning(Condition condition, boolean holds, Reading now) {
    Beginning found = null;
    for (Duration back : BACK) {
      List<Segment> segments = segments(back);
      found = beginning(condition, holds, segments);
      if (found != null && found.seen()) {
        return found;
      }
    }
    Current current = context.current(series);
    Instant changed = current == null ? null : current.changed();
    if (changed != null && (found == null || changed.isBefore(found.at()))) {
      return new Beginning(changed, false);
    }
    if (found == null) {
      throw new UnsureException(
          UnsureException.INCOMPLETE, "history", List.of(now.row()), List.of());
    }
    return found;
  }

  private List<Segment> segments(Duration back) {
    Window window = new Window(context.now().minus(back), context.now(), true);
    return context.timeline(series, window).segments();
  }

  private @Nullable Beginning beginning(
      Condition condition, boolean holds, List<Segment> segments) {
    Conditions.Verdict wanted = holds ? Conditions.Verdict.YES : Conditions.Verdict.NO;
    Instant since = null;
    for (int at = segments.size() - 1; at >= 0; at--) {
      Segment segment = segments.get(at);
      if (!segment.known()) {
        boolean trailing = since == null && at == segments.size() - 1;
        if (trailing) {
          continue;
        }
        return since == null ? null : new Beginning(since, false);
      }
      if (verdict(condition, segment) != wanted) {
        return since == null ? null : new Beginning(since, true);
      }
      since = segment.began();
    }
    return since == null ? null : new Beginning(since, false);
  }

  private Result total(Condition condition, Window window) {
    Timeline timeline = context.timeline(series, window);
    if (!timeline.any()) {
      throw notKnown(List.of());
    }
    Duration length = Duration.ZERO;
    Segment last = null;
    for (Segment segment : timeline.segments()) {
      if (segment.known() && verdict(condition, segment) == Conditions.Verdict.YES) {
        length = length.plus(Duration.between(segment.from(), segment.to()));
      }
      last = segment;
    }
    boolean holds =
        last != null && last.known() && verdict(condition, last) == Conditions.Verdict.YES;
    double coverage = timeline.coverage();
    List<Result.Row> rows = row(last);
    return new Result.Length(length, holds, coverage < 1, coverage, rows);
  }

  private List<Result.Row> row(@Nullable Segment segment) {
    Object value = segment == null ? null : segment.value();
    return segment == null || value == null
        ? List.of()
        : List.of(Rows.of(series, value, segment.state(), series.unit(), segment.began()));
  }

  private UnsureException notKnown(List<Result.Row> rows) {
    Instant since = context.knownSince(series);
    return new UnsureException(
        UnsureException.INCOMPLETE,
        "history",
        rows,
        List.of(new LeftOut(series.name(), Why.NOT_KNOWN_SO_LONG, since)));
  }

  static Result when(Context context, @Nullable Condition condition) {
    if (condition == null) {
      return changed(context);
    }
    Optional<Result> offline = Connections.when(context, condition);
    if (offline.isPresent()) {
      return offline.get();
    }
    return new EpisodeFinds(context, single(Candidates.judged(context, condition)))
        .began(condition);
  }

  private Result began(Condition condition) {
    if (context.time() instanceof Time.Moment) {
      throw UnsureException.incomplete("over");
    }
    if (series.kind() == Series.Kind.EVENT) {
      return happened(condition);
    }
    List<Window> windows =
        context.time() instanceof Time.During during
            ? List.of(during.window())
            : BACK.stream()
                .map(back -> new Window(context.now().minus(back), context.now(), true))
                .toList();
    Episodes episodes = null;
    for (Window window : windows) {
      episodes = episodes(condition, window);
      Segment last = episodes.last();
      if (episodes.certain() && last != null) {
        return new Result.Moment(last.from(), known(episodes), row(last));
      }
    }
    if (episodes == null || !episodes.certain() || !episodes.known()) {
      throw notKnown(episodes == null ? List.of() : row(episodes.last()));
    }
    return new Result.Moment(null, known(episodes), List.of());
  }

  private Episodes episodes(Condition condition, Window window) {
    Timeline timeline = context.timeline(series, window.widened(Episodes.BEFORE));
    return Episodes.of(timeline, window.from(), segment -> holds(condition, segment));
  }

  private boolean holds(Condition condition, Segment segment) {
    Object value = segment.value();
    return value != null
        && holds(condition, Reading.of(series, value, segment.state(), segment.began()));
  }

  private Instant known(Episodes episodes) {
    return context.history().knownSince(series.id()).orElse(episodes.since());
  }

  /** An event that repeats is not a change, so only the newest one is known to be the last. */
  private Result happened(Condition condition) {
    Current current = context.current(series);
    Instant at = current == null ? null : current.at();
    if (current == null
        || at == null
        || Conditions.of(condition, series, current.value(), current.state())
            != Conditions.Verdict.YES) {
      throw notKnown(List.of());
    }
    Instant since = context.history().knownSince(series.id()).orElse(at);
    return new Result.Moment(
        at, since, List.of(Rows.of(series, current.value(), current.state(), null, at)));
  }

  private static Result changed(Context context) {
    Series series = single(Candidates.plain(context));
    EpisodeFinds finds = new EpisodeFinds(context, series);
    Current current = context.current(series);
    Instant changed = current == null ? null : current.changed();
    if (current == null || changed == null || !(context.time() instanceof Time.Present)) {
      throw finds.notKnown(List.of());
    }
    Instant since = context.history().knownSince(series.id()).orElse(changed);
    Result.Row row = Rows.of(series, current.value(), current.state(), series.unit(), current.at());
    return new Result.Moment(changed, since, List.of(row));
  }

  static Result times(Context context, Condition condition) {
    if (!(context.time() instanceof Time.During during)) {
      throw UnsureException.incomplete("over");
    }
    List<Series> list = Candidates.judged(context, condition);
    Context.bound(list);
    int count = 0;
    int of = 0;
    List<Result.Row> rows = new ArrayList<>();
    List<LeftOut> leftOut = new ArrayList<>();
    for (Series series : list) {
      EpisodeFinds finds = new EpisodeFinds(context, series);
      Episodes episodes = finds.episodes(condition, during.window());
      boolean known = episodes.known() && series.kind() != Series.Kind.EVENT;
      if (known) {
        of++;
        count += episodes.count();
        rows.addAll(episodes.count() > 0 ? finds.row(episodes.last()) : List.of());
      }
      if (!known || !episodes.complete()) {
        Instant since = context.knownSince(series);
        leftOut.add(new LeftOut(series.name(), Why.NOT_KNOWN_SO_LONG, since));
      }
    }
    if (of == 0) {
      throw new UnsureException(UnsureException.INCOMPLETE, "history", List.of(), leftOut);
    }
    return new Result.Count(count, of, Rows.cut(rows), Rows.cut(leftOut));
  }
}
