package io.parley.evaluation;

import io.parley.query.Result;
import io.parley.query.Result.LeftOut;
import io.parley.query.Result.Why;
import io.parley.site.Current;
import io.parley.site.Series;
import io.parley.site.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The values of series at the time of a query, and which series have none that holds.
 *
 * @param shown what is known all the same of those that are left out
 */
record Readings(List<Reading> known, List<LeftOut> leftOut, List<Result.Row> shown) {
  /** No value is stale before it is this old. */
  static final Duration LEAST_STALE = Duration.ofMinutes(15);

  /** A value without a usual interval is believed this long. */
  static final Duration WITHOUT_INTERVAL = Duration.ofHours(24);

  /** A value is stale when it is older than so many usual intervals of its series. */
  private static final int INTERVALS = 10;

  /** The values of the series now or at the moment that the query is about. */
  static Readings of(Context context, List<Series> list) {
    Readings readings = new Readings(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    if (context.time() instanceof Time.Moment moment) {
      Context.bound(list);
      list.forEach(series -> readings.past(context, series, moment.at()));
    } else {
      list.forEach(series -> readings.present(context, series));
    }
    return readings;
  }

  /** The same; unsure if no series has a value that holds. */
  static Readings some(Context context, List<Series> list) {
    Readings readings = of(context, list);
    if (readings.known.isEmpty()) {
      throw readings.nothing();
    }
    return readings;
  }

  UnsureException nothing() {
    boolean gone = leftOut.stream().allMatch(left -> left.why() == Why.NOT_KNOWN_SO_LONG);
    return new UnsureException(
        gone ? UnsureException.INCOMPLETE : UnsureException.STALE,
        gone ? "history" : leftOut.isEmpty() ? "" : leftOut.get(0).name(),
        shown,
        leftOut);
  }

  private void present(Context context, Series series) {
    Optional<Current> found = context.site().current(series.id());
    if (found.isEmpty()) {
      leftOut.add(new LeftOut(series.name(), Why.UNAVAILABLE, null));
      return;
    }
    Current current = found.get();
    Current.Ended ended = current.ended();
    if (ended != null) {
      leftOut.add(new LeftOut(series.name(), why(ended.why()), ended.since()));
    } else if (stale(series, current, context.now())) {
      leftOut.add(new LeftOut(series.name(), Why.STALE, current.at()));
    } else {
      known.add(Reading.of(series, current.value(), current.state(), current.at()));
      return;
    }
    shown.add(Rows.of(series, current.value(), current.state(), series.unit(), current.at()));
  }

  private void past(Context context, Series series, Instant at) {
    Step held = null;
    for (Step step : context.history().steps(series.id(), at, at)) {
      held = step.at().isAfter(at) ? held : step;
    }
    Object value = held == null ? null : held.value();
    if (held == null || value == null) {
      leftOut.add(new LeftOut(series.name(), Why.NOT_KNOWN_SO_LONG, context.knownSince(series)));
    } else {
      known.add(Reading.of(series, value, held.state(), held.at()));
    }
  }

  static Why why(Current.Why why) {
    return switch (why) {
      case UNAVAILABLE -> Why.UNAVAILABLE;
      case OFFLINE -> Why.OFFLINE;
      case REMOVED -> Why.REMOVED;
    };
  }

  /** Whether a value is too old to be told as that of now. */
  static boolean stale(Series series, Current current, Instant now) {
    if (current.ended() == null && lasts(series)) {
      return false;
    }
    Instant at = current.at();
    if (at == null) {
      return current.usualInterval() != null;
    }
    return at.plus(believed(current)).isBefore(now);
  }

  /** How long a value is believed after it came. */
  static Duration believed(Current current) {
    Duration usual = current.usualInterval();
    if (usual == null) {
      return WITHOUT_INTERVAL;
    }
    Duration most = usual.multipliedBy(INTERVALS);
    return most.compareTo(LEAST_STALE) < 0 ? LEAST_STALE : most;
  }

  /** Whether a value of the series holds until another comes, however long that takes. */
  static boolean lasts(Series series) {
    return series.kind() == Series.Kind.STATE
        || series.kind() == Series.Kind.SETTING
        || series.quantity().equals("name");
  }

  /** Until when the last value of a series is known to have held. */
  static Instant knownUntil(Series series, @Nullable Current current, Instant now) {
    if (current == null) {
      return now;
    }
    Current.Ended ended = current.ended();
    Instant at = current.at();
    if (ended != null) {
      Instant since = ended.since() != null ? ended.since() : at;
      return since == null || since.isAfter(now) ? now : since;
    }
    if (at == null || lasts(series)) {
      return now;
    }
    Instant until = at.plus(believed(current));
    return until.isBefore(now) ? until : now;
  }
}
