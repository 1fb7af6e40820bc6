package io.parley.evaluation;

import io.parley.query.Result.LeftOut;
import io.parley.query.Result.Why;
import io.parley.query.Span;
import io.parley.scope.Words;
import io.parley.site.Current;
import io.parley.site.Series;
import io.parley.timeline.Segment;
import io.parley.timeline.Timeline;
import io.parley.timeline.Window;
import io.parley.units.Unit;
import io.parley.units.Units;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What was added in a window: by counters, or as the device itself says for just that window. */
final class Consumption {
  private static final Set<String> ALWAYS =
      Set.of("energy", "apparent energy", "reactive energy", "volume", "mass", "data");
  private static final Set<String> NOW =
      Set.of("power", "apparent power", "reactive power", "current", "flow");
  private static final Set<String> QUANTITIES = Set.of("count", "cost", "rain", "precipitation");

  private Consumption() {}

  /** A number that was added, and the share of the window for which it is known. */
  record Added(Reading reading, double coverage) {}

  /** Whether values can be added up. */
  static boolean additive(Series series, boolean now) {
    String unit = series.unit();
    Optional<Unit> known = unit == null ? Optional.empty() : Units.of(unit);
    if (QUANTITIES.contains(series.quantity())) {
      return true;
    }
    String dimension = known.map(Unit::dimension).orElse("");
    return ALWAYS.contains(dimension) || (now && NOW.contains(dimension));
  }

  /** What each counter of the list added; the device's own figure goes before it. */
  static List<Added> of(Context context, List<Series> list, Window window, List<LeftOut> leftOut) {
    List<Added> added = new ArrayList<>();
    Set<String> said = new HashSet<>();
    for (Series series : list) {
      if (says(context, series)) {
        Reading reading = statistic(context, series, window);
        if (reading != null && !said.contains(series.thing())) {
          added.add(new Added(reading, 1));
          said.add(series.thing().isEmpty() ? series.id().toString() : series.thing());
        }
      }
    }
    for (Series series : list) {
      if (series.kind() == Series.Kind.COUNTER && !said.contains(series.thing())) {
        counted(context, series, window)
            .ifPresentOrElse(added::add, () -> leaveOut(series, leftOut));
      }
    }
    if (added.isEmpty()) {
      throw new UnsureException(UnsureException.INCOMPLETE, "history", List.of(), leftOut);
    }
    added.sort((one, other) -> one.reading().name().compareTo(other.reading().name()));
    return added;
  }

  private static void leaveOut(Series series, List<LeftOut> leftOut) {
    leftOut.add(new LeftOut(series.name(), Why.NOT_KNOWN_SO_LONG, null));
  }

  /** Whether the name of a statistic says that it is of the span of the query. */
  static boolean says(Context context, Series series) {
    return series.kind() == Series.Kind.STATISTIC
        && context.query().over() instanceof Span.Calendar calendar
        && Words.contains(Words.of(series.name()), Words.of(calendar.term().code()));
  }

  /** The statistics in scope that are of the span of the query. */
  static Readings statistics(Context context, Window window) {
    Readings readings = new Readings(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (Series series : Candidates.inScope(context)) {
      Reading reading = says(context, series) ? statistic(context, series, window) : null;
      if (reading != null) {
        readings.known().add(reading);
      }
    }
    if (readings.known().isEmpty()) {
      throw UnsureException.incomplete("over");
    }
    return readings;
  }

  private static @Nullable Reading statistic(Context context, Series series, Window window) {
    Current current = context.current(series);
    if (current == null
        || current.ended() != null
        || current.at() == null
        || Readings.stale(series, current, context.now())) {
      return null;
    }
    Instant at = current.at();
    Instant earliest = window.open() ? window.from() : window.to();
    Instant latest = window.open() ? context.now() : window.to().plus(window.length());
    Reading reading = Reading.of(series, current.value(), current.state(), at);
    return at.isBefore(earliest) || at.isAfter(latest) || reading.number() == null ? null : reading;
  }

  private static Optional<Added> counted(Context context, Series series, Window window) {
    // What a counter shows at the very end was added before it.
    Timeline timeline = context.timeline(series, new Window(window.from(), window.to(), true));
    BigDecimal last = null;
    BigDecimal sum = BigDecimal.ZERO;
    Instant at = window.from();
    for (Segment segment : timeline.segments()) {
      BigDecimal number = segment.number();
      if (number != null) {
        sum = last == null ? sum : sum.add(step(last, number));
        last = number;
        at = segment.began();
      }
    }
    if (last == null) {
      return Optional.empty();
    }
    Reading reading = Reading.of(series, sum, null, at);
    return Optional.of(new Added(reading, timeline.coverage()));
  }

  /** A counter that falls was reset: what it shows then was added since. */
  private static BigDecimal step(BigDecimal before, BigDecimal after) {
    return after.compareTo(before) < 0 ? after : after.subtract(before);
  }
}
