package io.parley.evaluation;

import io.parley.query.Find;
import io.parley.query.Result;
import io.parley.query.Result.LeftOut;
import io.parley.query.Result.Why;
import io.parley.query.Scope;
import io.parley.scope.Words;
import io.parley.site.Current;
import io.parley.site.Series;
import io.parley.units.Numbers;
import io.parley.units.Units;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What series are worth: {@code value}, {@code age}, and {@code list} without a condition. */
final class ValueFinds {
  /** One thing that has more than these of what is asked was not what the asker meant. */
  private static final int MOST_OF_ONE = 8;

  private final Context context;

  private ValueFinds(Context context) {
    this.context = context;
  }

  static Result value(Context context) {
    ValueFinds finds = new ValueFinds(context);
    if (context.time() instanceof Time.During during) {
      Readings statistics = Consumption.statistics(context, during.window());
      return finds.values(statistics);
    }
    List<Series> list = Candidates.plain(context);
    finds.fewOfOne(list);
    return finds.values(Readings.some(context, list));
  }

  private void fewOfOne(List<Series> list) {
    long things = list.stream().map(Series::thing).distinct().count();
    if (things == 1 && list.size() > MOST_OF_ONE) {
      throw UnsureException.incomplete("quantity");
    }
  }

  private Result values(Readings readings) {
    Readings told = told(readings);
    int of = told.known().size();
    return new Result.Values(Rows.of(told.known()), of, Rows.cut(told.leftOut()));
  }

  /** In the wanted unit. */
  private Readings told(Readings readings) {
    String wanted = context.query().unit();
    if (wanted == null) {
      return readings;
    }
    List<Reading> known = new ArrayList<>();
    List<LeftOut> leftOut = new ArrayList<>(readings.leftOut());
    for (Reading reading : readings.known()) {
      if (reading.number() == null) {
        leftOut.add(new LeftOut(reading.name(), Why.NOT_A_NUMBER, null));
      } else if (!Units.convertible(reading.unit(), wanted)) {
        leftOut.add(new LeftOut(reading.name(), Why.OTHER_UNIT, null));
      } else {
        known.add(reading.told(Numbers.told(reading.number(), reading.unit(), wanted), wanted));
      }
    }
    if (known.isEmpty()) {
      throw new UnsureException(
          UnsureException.INCOMPLETE, "unit", Rows.of(readings.known()), leftOut);
    }
    return new Readings(known, leftOut, readings.shown());
  }

  static Result age(Context context) {
    List<Series> list = Candidates.plain(context);
    List<Reading> aged = new ArrayList<>();
    List<LeftOut> leftOut = new ArrayList<>();
    for (Series series : list) {
      Current current = context.current(series);
      if (current == null) {
        leftOut.add(new LeftOut(series.name(), Why.UNAVAILABLE, null));
      } else if (current.ended() != null) {
        leftOut.add(
            new LeftOut(
                series.name(), Readings.why(current.ended().why()), current.ended().since()));
      } else if (current.at() == null) {
        leftOut.add(new LeftOut(series.name(), Why.NOT_KNOWN_SO_LONG, null));
      } else {
        aged.add(Reading.of(series, current.value(), current.state(), current.at()));
      }
    }
    if (aged.isEmpty()) {
      throw new Readings(aged, leftOut, List.of()).nothing();
    }
    Instant at = aged.get(0).at();
    if (aged.size() == 1 && leftOut.isEmpty() && at != null) {
      Duration age = Duration.between(at, context.now());
      return new Result.Length(
          age.isNegative() ? Duration.ZERO : age, true, false, 1, Rows.of(aged));
    }
    return new Result.Values(Rows.of(aged), aged.size(), Rows.cut(leftOut));
  }

  /** Which there are: things, or series where the scope names a quantity or a part of a name. */
  static Result there(Context context) {
    List<Series> list = new ArrayList<>(Candidates.group(context));
    list.removeIf(series -> removed(context, series));
    if (aboutThings(context, list)) {
      list = Connections.byThing(list).values().stream().map(ValueFinds::first).toList();
    }
    Readings readings = Readings.of(context, list);
    List<Result.Row> rows = Rows.of(readings.known());
    List<LeftOut> leftOut = Rows.cut(readings.leftOut());
    return context.query().find() == Find.COUNT
        ? new Result.Count(list.size(), list.size(), rows, leftOut)
        : new Result.Values(rows, list.size(), leftOut);
  }

  private static boolean removed(Context context, Series series) {
    Current current = context.current(series);
    return current != null
        && current.ended() != null
        && current.ended().why() == Current.Why.REMOVED;
  }

  private static boolean aboutThings(Context context, List<Series> list) {
    Scope scope = context.query().scope();
    return scope.quantities().isEmpty()
        && Words.joined(scope.like()).stream()
            .map(Words::of)
            .allMatch(
                words ->
                    list.stream().allMatch(series -> context.index().namesThing(series, words)));
  }

  private static Series first(List<Series> list) {
    return list.stream()
        .filter(series -> series.kind() == Series.Kind.STATE && series.qualifiers().isEmpty())
        .findFirst()
        .or(() -> list.stream().filter(series -> series.qualifiers().isEmpty()).findFirst())
        .orElse(list.get(0));
  }
}
