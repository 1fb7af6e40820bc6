package io.parley.evaluation;

import io.parley.query.Condition;
import io.parley.query.Find;
import io.parley.query.Result;
import io.parley.query.Result.LeftOut;
import io.parley.query.Result.Why;
import io.parley.site.Series;
import io.parley.timeline.Window;
import io.parley.units.Numbers;
import io.parley.units.Units;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Numbers over groups and windows: {@code max}, {@code min}, {@code mean}, {@code sum}. */
final class FigureFinds {
  /** One number of one series, as it is told, and exactly in the unit of the group. */
  private record Figure(Reading reading, BigDecimal exact, double coverage) {}

  private final Context context;
  private final List<LeftOut> leftOut = new ArrayList<>();
  private final List<Figure> figures = new ArrayList<>();
  private @Nullable String unit;

  /** How many decimals a mean over time has; -1 where it is one of values of now. */
  private int decimals = -1;

  private FigureFinds(Context context) {
    this.context = context;
  }

  static Result of(Context context) {
    FigureFinds finds = new FigureFinds(context);
    if (context.time() instanceof Time.During during) {
      return finds.over(during.window());
    }
    finds.align(finds.present(), 1);
    return finds.result();
  }

  private List<Reading> present() {
    Condition where = context.query().where();
    if (where instanceof Condition.StateIs) {
      throw UnsureException.incomplete("where");
    }
    Readings readings =
        where == null
            ? Readings.some(context, Candidates.numeric(context))
            : GroupFinds.filtered(context, where);
    leftOut.addAll(readings.leftOut());
    List<Reading> numbers =
        readings.known().stream().filter(reading -> reading.number() != null).toList();
    readings.known().stream()
        .filter(reading -> reading.number() == null)
        .forEach(reading -> leftOut.add(new LeftOut(reading.name(), Why.NOT_A_NUMBER, null)));
    if (numbers.isEmpty()) {
      throw new UnsureException(UnsureException.INCOMPLETE, "number", List.of(), leftOut);
    }
    return numbers;
  }

  private void align(List<Reading> readings, double coverage) {
    readings.forEach(reading -> figures.add(new Figure(reading, number(reading), coverage)));
    align();
  }

  /** Tells every figure in one unit; what cannot be told in it is left out. */
  private void align() {
    String wanted = context.query().unit();
    unit = wanted != null ? wanted : mostCommon();
    List<Figure> told = new ArrayList<>();
    for (Figure figure : figures) {
      Reading reading = figure.reading();
      if (!Units.convertible(reading.unit(), unit)) {
        leftOut.add(new LeftOut(reading.name(), Why.OTHER_UNIT, null));
      } else if (Units.same(reading.unit(), unit) && wanted == null) {
        told.add(figure);
      } else {
        BigDecimal number = number(reading);
        told.add(
            new Figure(
                reading.told(Numbers.told(number, reading.unit(), unit), unit),
                Units.convert(figure.exact(), reading.unit(), unit),
                figure.coverage()));
      }
    }
    if (told.isEmpty()) {
      throw new UnsureException(
          UnsureException.INCOMPLETE,
          "unit",
          Rows.of(figures.stream().map(Figure::reading).toList()),
          leftOut);
    }
    figures.clear();
    figures.addAll(told);
  }

  private static BigDecimal number(Reading reading) {
    BigDecimal number = reading.number();
    if (number == null) {
      throw UnsureException.incomplete("number");
    }
    return number;
  }

  private @Nullable String mostCommon() {
    Map<String, Integer> counts = new TreeMap<>();
    figures.stream()
        .map(figure -> figure.reading().unit())
        .filter(one -> one != null)
        .forEach(one -> counts.merge(one, 1, Integer::sum));
    return counts.entrySet().stream()
        .max(Map.Entry.<String, Integer>comparingByValue().thenComparing(reversed()))
        .map(Map.Entry::getKey)
        .orElse(null);
  }

  private static Comparator<Map.Entry<String, Integer>> reversed() {
    return Map.Entry.<String, Integer>comparingByKey().reversed();
  }

  private Result result() {
    return switch (context.query().find()) {
      case MAX, MIN -> extremes();
      case MEAN -> mean();
      default -> sum(true);
    };
  }

  private Result extremes() {
    Comparator<Figure> order = Comparator.comparing(Figure::exact);
    if (context.query().find() == Find.MAX) {
      order = order.reversed();
    }
    List<Reading> first =
        figures.stream()
            .sorted(order.thenComparing(figure -> figure.reading().name()))
            .limit(context.query().top())
            .map(Figure::reading)
            .toList();
    return new Result.Extremes(Rows.of(first), figures.size(), least(), Rows.cut(leftOut));
  }

  private Result mean() {
    BigDecimal mean = total().divide(BigDecimal.valueOf(figures.size()), MathContext.DECIMAL128);
    return computed(Numbers.rounded(mean, Math.max(decimals, scale()) + (decimals < 0 ? 1 : 0)));
  }

  private Result sum(boolean now) {
    for (Figure figure : figures) {
      if (!Consumption.additive(figure.reading().series(), now)) {
        throw UnsureException.incomplete("sum");
      }
    }
    return computed(Numbers.rounded(total(), scale()));
  }

  private BigDecimal total() {
    return figures.stream().map(Figure::exact).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private int scale() {
    return figures.stream()
        .map(figure -> figure.reading().number())
        .mapToInt(number -> number == null ? 0 : Numbers.scale(number))
        .max()
        .orElse(0);
  }

  private double least() {
    return figures.stream().mapToDouble(Figure::coverage).min().orElse(0);
  }

  private Result computed(BigDecimal number) {
    List<Reading> readings = figures.stream().map(Figure::reading).toList();
    return new Result.Computed(
        number, unit, figures.size(), null, least(), Rows.of(readings), Rows.cut(leftOut));
  }

  private Result over(Window window) {
    Find find = context.query().find();
    if (context.query().where() != null) {
      throw UnsureException.incomplete("where");
    }
    List<Series> list = Candidates.over(context);
    Context.bound(list);
    boolean counters = list.stream().anyMatch(series -> isAdded(context, series));
    if (find == Find.SUM || (counters && list.size() > 1 && find != Find.MEAN)) {
      for (Consumption.Added added : Consumption.of(context, list, window, leftOut)) {
        Reading reading = added.reading();
        figures.add(new Figure(reading, number(reading), added.coverage()));
      }
      align();
      return find == Find.SUM ? sum(false) : extremes();
    }
    if (counters) {
      throw UnsureException.incomplete("counter");
    }
    list.forEach(series -> figure(series, window));
    if (figures.isEmpty()) {
      throw new UnsureException(UnsureException.INCOMPLETE, "history", List.of(), leftOut);
    }
    align();
    if (find == Find.MEAN) {
      return mean();
    }
    return list.size() == 1 ? extreme() : extremes();
  }

  static boolean isAdded(Context context, Series series) {
    return series.kind() == Series.Kind.COUNTER || Consumption.says(context, series);
  }

  private void figure(Series series, Window window) {
    Measured measured = Measured.of(context, series, window);
    Reading reading = measured.reading(series, context.query().find());
    BigDecimal exact = measured.exact(context.query().find());
    if (reading == null || exact == null) {
      Instant since = context.knownSince(series);
      leftOut.add(new LeftOut(series.name(), Why.NOT_KNOWN_SO_LONG, since));
      return;
    }
    if (context.query().find() == Find.MEAN) {
      decimals = Math.max(decimals, measured.decimals() + 1);
    }
    figures.add(new Figure(reading, exact, measured.coverage()));
  }

  private Result extreme() {
    Figure figure = figures.get(0);
    Reading reading = figure.reading();
    return new Result.Computed(
        number(reading),
        unit,
        1,
        reading.at(),
        figure.coverage(),
        List.of(reading.row()),
        Rows.cut(leftOut));
  }
}
