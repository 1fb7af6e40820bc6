package io.parley.evaluation;

import io.parley.query.Result;
import io.parley.query.Result.Way;
import io.parley.site.Current;
import io.parley.site.Series;
import io.parley.timeline.Segment;
import io.parley.timeline.Timeline;
import io.parley.timeline.Window;
import io.parley.units.Numbers;
import io.parley.units.Units;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Which way a value goes: the median of the slopes between all pairs of points (Theil 1950, Sen
 * 1968), beside how far the points lie from that line and the smallest step of the values.
 */
final class TrendFind {
  private static final Duration SHORT = Duration.ofMinutes(30);
  private static final Duration LONG = Duration.ofHours(2);

  /** So many changes in {@link #SHORT} show a trend. */
  private static final int ENOUGH = 5;

  private static final int FEWEST = 3;
  private static final int FEW = 6;
  private static final int POINTS = 60;
  private static final double LEAST_COVERAGE = 0.5;

  /** The median of absolute deviations times this is the standard deviation of normal noise. */
  private static final double MAD = 1.4826;

  private TrendFind() {}

  static Result of(Context context) {
    List<Series> list = Candidates.numeric(context);
    if (list.size() != 1) {
      throw UnsureException.incomplete("thing");
    }
    Series series = list.get(0);
    Readings now = Readings.some(context.over(null), list);
    Timeline timeline = timeline(context, series);
    if (timeline.coverage() < LEAST_COVERAGE) {
      throw new UnsureException(
          UnsureException.INCOMPLETE, "history", Reading.rows(now.known()), List.of());
    }
    return trend(context, series, timeline, now.known());
  }

  private static Timeline timeline(Context context, Series series) {
    if (context.time() instanceof Time.During during) {
      return context.timeline(series, during.window());
    }
    if (context.time() instanceof Time.Moment) {
      throw UnsureException.incomplete("over");
    }
    Instant now = context.now();
    Timeline shorter = context.timeline(series, new Window(now.minus(SHORT), now, true));
    Current current = context.current(series);
    boolean often =
        current != null
            && current.usualInterval() != null
            && current.usualInterval().multipliedBy(ENOUGH).compareTo(SHORT) <= 0
            && shorter.coverage() == 1;
    return often || shorter.segments().stream().filter(Segment::known).count() > ENOUGH
        ? shorter
        : context.timeline(series, new Window(now.minus(LONG), now, true));
  }

  private static Result trend(
      Context context, Series series, Timeline timeline, List<Reading> now) {
    double length = timeline.window().length().toMillis() / 1000.0;
    double[] at = new double[POINTS];
    double[] values = new double[POINTS];
    int count = 0;
    for (int point = 0; point < POINTS; point++) {
      double seconds = length * (point + 0.5) / POINTS;
      double value = valueAt(timeline, seconds);
      if (!Double.isNaN(value)) {
        at[count] = seconds;
        values[count++] = value;
      }
    }
    double slope = slope(at, values, count);
    double change = slope * length;
    int decimals = timeline.decimals();
    double noise = noise(at, values, count, slope);
    boolean moves = Math.abs(change) > Math.max(2 * noise, 1.5 * step(timeline));
    if (!moves && fewOneWay(timeline)) {
      List<BigDecimal> numbers = numbers(timeline);
      change = numbers.get(numbers.size() - 1).subtract(numbers.get(0)).doubleValue();
      moves = true;
    }
    if (!moves && twoThatDiffer(timeline)) {
      throw UnsureException.incomplete("history");
    }
    Way way = !moves ? Way.STEADY : change > 0 ? Way.RISING : Way.FALLING;
    BigDecimal told = Numbers.rounded(change, decimals);
    String wanted = context.query().unit();
    if (wanted != null && !Units.convertible(series.unit(), wanted)) {
      throw new UnsureException(UnsureException.INCOMPLETE, "unit", Reading.rows(now), List.of());
    }
    String unit = wanted == null ? series.unit() : wanted;
    BigDecimal converted =
        Numbers.rounded(
            Units.convertDifference(told, series.unit(), unit),
            decimals + (wanted == null ? 0 : 1));
    return new Result.Trend(way, converted, unit, timeline.window().length(), Reading.rows(now));
  }

  private static List<BigDecimal> numbers(Timeline timeline) {
    return timeline.segments().stream().map(Segment::number).filter(Objects::nonNull).toList();
  }

  /** One step says nothing of a way. */
  private static boolean twoThatDiffer(Timeline timeline) {
    List<BigDecimal> numbers = numbers(timeline);
    return numbers.size() == 2 && numbers.get(0).compareTo(numbers.get(1)) != 0;
  }

  /** A device that seldom reports: a few values, each greater, or each less, than the last. */
  private static boolean fewOneWay(Timeline timeline) {
    List<BigDecimal> numbers = numbers(timeline);
    if (numbers.size() < FEWEST || numbers.size() > FEW) {
      return false;
    }
    int way = numbers.get(1).compareTo(numbers.get(0));
    for (int i = 1; i < numbers.size(); i++) {
      if (way == 0 || numbers.get(i).compareTo(numbers.get(i - 1)) != way) {
        return false;
      }
    }
    return true;
  }

  private static double valueAt(Timeline timeline, double seconds) {
    Instant at = timeline.window().from().plusMillis(Math.round(seconds * 1000));
    for (Segment segment : timeline.segments()) {
      BigDecimal number = segment.number();
      if (number != null && !at.isBefore(segment.from()) && at.isBefore(segment.to())) {
        return number.doubleValue();
      }
    }
    return Double.NaN;
  }

  private static double slope(double[] at, double[] values, int count) {
    double[] slopes = new double[count * (count - 1) / 2];
    int index = 0;
    for (int one = 0; one < count; one++) {
      for (int other = one + 1; other < count; other++) {
        slopes[index++] = (values[other] - values[one]) / (at[other] - at[one]);
      }
    }
    return median(slopes);
  }

  private static double noise(double[] at, double[] values, int count, double slope) {
    double[] rest = new double[count];
    for (int point = 0; point < count; point++) {
      rest[point] = values[point] - slope * at[point];
    }
    double middle = median(rest);
    for (int point = 0; point < count; point++) {
      rest[point] = Math.abs(rest[point] - middle);
    }
    return MAD * median(rest);
  }

  /** The least step between two values that follow each other: no change smaller than it shows. */
  private static double step(Timeline timeline) {
    double least = Double.POSITIVE_INFINITY;
    BigDecimal before = null;
    for (Segment segment : timeline.segments()) {
      BigDecimal number = segment.number();
      if (number != null && before != null && number.compareTo(before) != 0) {
        least = Math.min(least, number.subtract(before).abs().doubleValue());
      }
      before = number == null ? before : number;
    }
    double digit = Math.pow(10, -timeline.decimals());
    return Double.isInfinite(least) ? digit : Math.min(least, digit);
  }

  private static double median(double[] values) {
    if (values.length == 0) {
      return 0;
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
