package io.parley.evaluation;

import io.parley.query.Result;
import io.parley.query.Result.Problem;
import io.parley.query.Result.Trouble;
import io.parley.site.Current;
import io.parley.site.Series;
import io.parley.site.Series.Limits;
import io.parley.units.Numbers;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is wrong; of a thing that is offline or silent that is said once. */
final class ProblemFind {
  private static final Set<String> FAULTS =
      Set.of("fault", "alarm", "problem", "error", "failed", "tamper", "jammed");

  /** Quantities whose active state is trouble. */
  private static final Set<String> ALARMS = Set.of("fault", "alarm", "problem", "error", "tamper");

  private static final Set<String> ACTIVE =
      Set.of("on", "detected", "active", "wet", "true", "yes");
  private static final Set<String> LEAKS = Set.of("leak", "water leak");
  private static final Set<String> SMOKES = Set.of("smoke", "gas leak", "carbon monoxide");

  private final Context context;
  private final Set<String> said = new HashSet<>();

  private ProblemFind(Context context) {
    this.context = context;
  }

  static Result of(Context context) {
    ProblemFind find = new ProblemFind(context);
    List<Problem> problems = new ArrayList<>();
    List<Series> list = all(context);
    for (Series series : list) {
      Current current = context.current(series);
      Problem problem = current == null ? null : find.problem(series, current);
      if (problem != null) {
        problems.add(problem);
      }
    }
    problems.sort(
        Comparator.comparing(Problem::trouble).thenComparing(problem -> problem.row().name()));
    List<Problem> cut = Rows.cut(problems);
    return new Result.Problems(cut, list.size(), cut.stream().map(Problem::row).toList());
  }

  /** All in scope, also where nothing is there yet. */
  static List<Series> all(Context context) {
    return context.query().scope().unrestricted()
        ? context.index().series()
        : Candidates.inScope(context);
  }

  private @Nullable Problem problem(Series series, Current current) {
    Current.Ended ended = current.ended();
    if (ended != null) {
      return switch (ended.why()) {
        case OFFLINE -> once(series, current, Trouble.OFFLINE);
        case UNAVAILABLE -> once(series, current, Trouble.UNAVAILABLE);
        case REMOVED -> null;
      };
    }
    if (Readings.stale(series, current, context.now())) {
      return once(series, current, Trouble.STALE);
    }
    String state = current.state();
    if (state != null) {
      return ofState(series, current, state.toLowerCase(Locale.ROOT));
    }
    BigDecimal number = Numbers.of(current.value());
    return number == null
        ? ofState(series, current, States.text(current.value()))
        : ofNumber(series, current, number);
  }

  private @Nullable Problem once(Series series, Current current, Trouble trouble) {
    String thing = series.thing().isEmpty() ? series.id().toString() : series.thing();
    return said.add(trouble + thing) ? new Problem(row(series, current), trouble, null) : null;
  }

  private @Nullable Problem ofState(Series series, Current current, String state) {
    boolean active = ACTIVE.contains(state);
    String quantity = series.quantity();
    Trouble trouble = null;
    if (state.equals("leak") || (active && LEAKS.contains(quantity))) {
      trouble = Trouble.LEAK;
    } else if (state.equals("smoke") || (active && SMOKES.contains(quantity))) {
      trouble = Trouble.SMOKE;
    } else if (series.kind() == Series.Kind.STATE
        && (FAULTS.contains(state) || (active && ALARMS.contains(quantity)))) {
      trouble = Trouble.FAULT;
    } else if (state.equals(States.LOW) && quantity.equals(States.BATTERY)) {
      trouble = Trouble.LOW_BATTERY;
    } else if (state.equals(States.OFFLINE)) {
      return once(series, current, Trouble.OFFLINE);
    }
    return trouble == null ? null : new Problem(row(series, current), trouble, null);
  }

  private @Nullable Problem ofNumber(Series series, Current current, BigDecimal number) {
    Limits limits = series.limits();
    if (limits != null && limits.high() != null && Conditions.above(number, limits)) {
      return new Problem(
          row(series, current), Trouble.OVER_LIMIT, BigDecimal.valueOf(limits.high()));
    }
    if (limits != null && limits.low() != null && Conditions.below(number, limits)) {
      return new Problem(
          row(series, current), Trouble.UNDER_LIMIT, BigDecimal.valueOf(limits.low()));
    }
    boolean low =
        Conditions.lowBattery(series, States.LOW) && number.compareTo(Conditions.LOW_BATTERY) < 0;
    return low ? new Problem(row(series, current), Trouble.LOW_BATTERY, null) : null;
  }

  private static Result.Row row(Series series, Current current) {
    return Rows.of(series, current.value(), current.state(), series.unit(), current.at());
  }
}
