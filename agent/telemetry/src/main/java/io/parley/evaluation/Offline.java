package io.parley.evaluation;

import io.parley.query.Condition;
import io.parley.query.Result;
import io.parley.site.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Since when a thing is offline whose own values say so by having ended. */
final class Offline {
  private Offline() {}

  /** The reading of a single thing in scope that no series of its own speaks of. */
  private static Optional<Reading> reading(Context context, Condition condition) {
    if (!(condition instanceof Condition.StateIs is)
        || !States.isConnection(is.state())
        || !(context.time() instanceof Time.Present)) {
      return Optional.empty();
    }
    List<Series> scope = Candidates.inScope(context);
    boolean said =
        scope.stream()
            .anyMatch(
                series ->
                    States.possible(
                        series, context.site().current(series.id()).orElse(null), is.state()));
    if (said) {
      return Optional.empty();
    }
    if (Connections.byThing(scope).size() != 1) {
      throw UnsureException.incomplete("thing");
    }
    return Optional.of(Connections.of(context).known().get(0));
  }

  static Optional<Result> duration(Context context, Condition condition) {
    return reading(context, condition)
        .map(
            reading ->
                new Result.Length(
                    Duration.between(since(reading, condition), context.now()),
                    true,
                    false,
                    1,
                    List.of(reading.row())));
  }

  static Optional<Result> when(Context context, Condition condition) {
    return reading(context, condition)
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
