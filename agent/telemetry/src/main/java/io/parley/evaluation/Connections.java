package io.parley.evaluation;

import io.parley.query.Condition;
import io.parley.query.Result;
import io.parley.query.Result.LeftOut;
import io.parley.query.Result.Why;
import io.parley.site.Current;
import io.parley.site.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which things are online: a series of the thing says so, else the thing is offline where its
 * values have ended for that reason, and online where one of them is fresh.
 */
final class Connections {
  private final Context context;
  private final Readings readings =
      new Readings(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());

  private Connections(Context context) {
    this.context = context;
  }

  /** The connection of each thing in scope, in the order of their names. */
  static Readings of(Context context) {
    Connections connections = new Connections(context);
    byThing(Candidates.inScope(context)).values().forEach(connections::judge);
    if (connections.readings.known().isEmpty()) {
      throw connections.readings.nothing();
    }
    return connections.readings;
  }

  static Map<String, List<Series>> byThing(List<Series> scope) {
    Map<String, List<Series>> things = new LinkedHashMap<>();
    for (Series series : scope) {
      String key = series.thing().isEmpty() ? series.id().toString() : series.thing();
      things.computeIfAbsent(key, any -> new ArrayList<>()).add(series);
    }
    return things;
  }

  private void judge(List<Series> list) {
    for (Series series : list) {
      Optional<Current> current = context.site().current(series.id());
      if (current.isPresent()
          && current.get().ended() == null
          && States.isConnection(String.valueOf(current.get().state()))) {
        readings
            .known()
            .add(
                Reading.of(
                    series, current.get().value(), current.get().state(), current.get().at()));
        return;
      }
    }
    for (Series series : list) {
      Current current = context.current(series);
      if (current != null
          && current.ended() != null
          && current.ended().why() == Current.Why.OFFLINE) {
        Instant since = current.ended().since();
        readings.known().add(Reading.of(series, current.value(), States.OFFLINE, since));
        return;
      }
    }
    fresh(list);
  }

  private void fresh(List<Series> list) {
    for (Series series : list) {
      Current current = context.current(series);
      if (current != null && current.ended() == null) {
        Instant at = current.at();
        if (at != null && !at.plus(Readings.believed(current)).isBefore(context.now())) {
          readings.known().add(Reading.of(series, current.value(), States.ONLINE, at));
          return;
        }
      }
    }
    Series first = list.get(0);
    Current current = context.current(first);
    readings
        .leftOut()
        .add(new LeftOut(first.name(), Why.STALE, current == null ? null : current.at()));
  }

  /** The reading of a single thing in scope that no series of its own speaks of. */
  private static Optional<Reading> single(Context context, Condition condition) {
    if (!(condition instanceof Condition.StateIs is)
        || !States.isConnection(is.state())
        || !(context.time() instanceof Time.Present)) {
      return Optional.empty();
    }
    List<Series> scope = Candidates.inScope(context);
    boolean said =
        scope.stream()
            .anyMatch(series -> States.possible(series, context.current(series), is.state()));
    if (said) {
      return Optional.empty();
    }
    if (byThing(scope).size() != 1) {
      throw UnsureException.incomplete("thing");
    }
    return Optional.of(of(context).known().get(0));
  }

  /** How long it has been offline; empty where a series says so itself. */
  static Optional<Result> duration(Context context, Condition condition) {
    return single(context, condition)
        .map(
            reading ->
                new Result.Length(
                    Duration.between(since(reading, condition), context.now()),
                    true,
                    false,
                    1,
                    List.of(reading.row())));
  }

  /** Since when it is offline; empty where a series says so itself. */
  static Optional<Result> when(Context context, Condition condition) {
    return single(context, condition)
        .map(
            reading -> {
              Instant since = since(reading, condition);
              return new Result.Moment(since, since, List.of(reading.row()));
            });
  }

  private static Instant since(Reading reading, Condition condition) {
    Instant since = reading.at();
    boolean offline = States.OFFLINE.equals(reading.state());
    if (since == null || !offline || Conditions.of(condition, reading) != Conditions.Verdict.YES) {
      throw new UnsureException(
          UnsureException.INCOMPLETE, "history", List.of(reading.row()), List.of());
    }
    return since;
  }
}
