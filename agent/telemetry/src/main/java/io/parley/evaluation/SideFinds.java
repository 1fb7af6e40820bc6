package io.parley.evaluation;

import io.parley.query.Condition;
import io.parley.query.Find;
import io.parley.query.Query;
import io.parley.query.Result;
import io.parley.query.Than;
import io.parley.site.Series;
import io.parley.timeline.Window;
import io.parley.units.Numbers;
import io.parley.units.Unit;
import io.parley.units.Units;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Two values beside each other: {@code difference}, {@code ratio}, {@code compare}. */
final class SideFinds {
  /** Less of a window that must be known does not stand for all of it. */
  private static final double LEAST_COVERAGE = 0.9;

  private static final MathContext RATIO = new MathContext(4);

  /** A number of one side; {@code reading} is null for one that the asker gave. */
  private record Side(BigDecimal number, @Nullable String unit, @Nullable Reading reading) {}

  private final Context context;

  private SideFinds(Context context) {
    this.context = context;
  }

  static Result of(Context context, Than than) {
    SideFinds finds = new SideFinds(context);
    Side one = finds.side(context);
    Side other = finds.other(one, than);
    if (!Units.convertible(one.unit(), other.unit())) {
      throw new UnsureException(UnsureException.INCOMPLETE, "unit", rows(one, other), List.of());
    }
    return switch (context.query().find()) {
      case DIFFERENCE -> finds.difference(one, other);
      case RATIO -> finds.ratio(one, other);
      default -> finds.compare(one, other);
    };
  }

  private static List<Result.Row> rows(Side one, Side other) {
    List<Result.Row> rows = new ArrayList<>();
    for (Side side : List.of(one, other)) {
      Reading reading = side.reading();
      if (reading != null) {
        rows.add(reading.row());
      }
    }
    return rows;
  }

  private Side other(Side one, Than than) {
    if (than instanceof Than.Literal literal) {
      return new Side(literal.number(), literal.unit() == null ? one.unit() : literal.unit(), null);
    }
    Query plain = new Query(Find.VALUE, context.query().scope(), null, null, null, 1, null);
    if (than instanceof Than.Other other) {
      return side(context.with(plain.in(other.scope()).over(context.query().over())));
    }
    if (than instanceof Than.Before before) {
      Context then = context.with(plain.over(before.span()));
      return then.time() instanceof Time.Present
          ? side(then)
          : sideOf(then, one.reading() == null ? single(then) : one.reading().series());
    }
    return limit(one);
  }

  private Side side(Context of) {
    return sideOf(of, single(of));
  }

  private static Series single(Context of) {
    List<Series> list =
        of.time() instanceof Time.During ? Candidates.over(of) : Candidates.numeric(of);
    if (list.size() != 1) {
      throw UnsureException.incomplete("thing");
    }
    return list.get(0);
  }

  private static Side sideOf(Context of, Series series) {
    if (of.time() instanceof Time.During during) {
      return over(of, series, during.window());
    }
    Reading reading = Readings.some(of, List.of(series)).known().get(0);
    return side(reading);
  }

  private static Side over(Context of, Series series, Window window) {
    if (FigureFinds.isAdded(of, series)) {
      Consumption.Added added =
          Consumption.of(of, List.of(series), window, new ArrayList<>()).get(0);
      return covered(added.reading(), added.coverage());
    }
    Measured measured = Measured.of(of, series, window);
    Reading mean = measured.reading(series, Find.MEAN);
    if (mean == null || series.kind() == Series.Kind.STATISTIC) {
      throw UnsureException.incomplete("history");
    }
    return covered(mean, measured.coverage());
  }

  private static Side covered(Reading reading, double coverage) {
    if (coverage < LEAST_COVERAGE) {
      throw new UnsureException(
          UnsureException.INCOMPLETE, "history", List.of(reading.row()), List.of());
    }
    return side(reading);
  }

  private static Side side(Reading reading) {
    BigDecimal number = reading.number();
    if (number == null) {
      throw new UnsureException(
          UnsureException.INCOMPLETE, "number", List.of(reading.row()), List.of());
    }
    return new Side(number, reading.unit(), reading);
  }

  private Side limit(Side one) {
    Reading reading = one.reading();
    Series.Limits limits = reading == null ? null : reading.series().limits();
    Double limit = limits == null ? null : chosen(limits);
    if (limit == null) {
      throw new UnsureException(
          UnsureException.INCOMPLETE, "limit", rows(one, one).subList(0, 1), List.of());
    }
    return new Side(BigDecimal.valueOf(limit), one.unit(), null);
  }

  private @Nullable Double chosen(Series.Limits limits) {
    if (context.query().where() instanceof Condition.Relation relation) {
      return switch (relation.op()) {
        case ABOVE, AT_LEAST -> limits.high();
        case BELOW, AT_MOST -> limits.low();
        case EQUAL -> null;
      };
    }
    if (limits.low() != null && limits.high() != null) {
      return null;
    }
    return limits.high() != null ? limits.high() : limits.low();
  }

  private Result difference(Side one, Side other) {
    String unit = one.unit();
    BigDecimal second = Units.convert(other.number(), other.unit(), unit);
    BigDecimal difference = one.number().subtract(second);
    int scale = Math.max(Numbers.scale(one.number()), Numbers.scale(other.number()));
    String wanted = context.query().unit();
    if (wanted != null && !Units.same(unit, wanted)) {
      if (!Units.convertible(unit, wanted)) {
        throw new UnsureException(UnsureException.INCOMPLETE, "unit", rows(one, other), List.of());
      }
      difference = Units.convertDifference(difference, unit, wanted);
      unit = wanted;
      scale = Math.max(scale, 1);
    }
    return computed(Numbers.rounded(difference, scale), unit, one, other);
  }

  private Result ratio(Side one, Side other) {
    String unit = one.unit();
    boolean interval = unit != null && Units.of(unit).filter(Unit::interval).isPresent();
    BigDecimal second = Units.convert(other.number(), other.unit(), unit);
    if (interval || second.signum() == 0) {
      throw new UnsureException(UnsureException.INCOMPLETE, "ratio", rows(one, other), List.of());
    }
    BigDecimal ratio = one.number().divide(second, MathContext.DECIMAL128).round(RATIO);
    return computed(Numbers.rounded(ratio, Math.max(0, ratio.scale())), null, one, other);
  }

  private static Result computed(BigDecimal number, @Nullable String unit, Side one, Side other) {
    List<Result.Row> rows = rows(one, other);
    return new Result.Computed(number, unit, rows.size(), null, 1, rows, List.of());
  }

  private Result compare(Side one, Side other) {
    if (!(context.query().where() instanceof Condition.Relation relation)) {
      throw UnsureException.incomplete("where");
    }
    BigDecimal told = Units.convert(one.number(), one.unit(), other.unit());
    boolean exact = Units.same(one.unit(), other.unit());
    boolean holds = Conditions.holds(relation.op(), told, other.number(), exact);
    List<Result.Row> rows = rows(one, other);
    return new Result.Truth(holds != relation.not(), rows, rows.size(), List.of());
  }
}
