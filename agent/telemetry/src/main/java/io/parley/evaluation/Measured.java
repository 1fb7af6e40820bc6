package io.parley.evaluation;

import io.parley.query.Find;
import io.parley.site.Series;
import io.parley.site.Summary;
import io.parley.timeline.Segment;
import io.parley.timeline.Timeline;
import io.parley.timeline.Window;
import io.parley.units.Numbers;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of one series over a window: from its steps, or from summaries where the window is so
 * long that there are many.
 *
 * @param mean NaN if no value held for any time
 */
record Measured(
    Window window,
    @Nullable Extreme min,
    @Nullable Extreme max,
    double mean,
    int decimals,
    double coverage) {
  /** A longer window is summed up. */
  private static final Duration BY_STEPS = Duration.ofDays(2);

  private static final int SUMMARIES = 512;

  /**
   * A number that held.
   *
   * @param at when it first did; null if that is no longer known
   */
  record Extreme(BigDecimal number, @Nullable Instant at) {}

  static Measured of(Context context, Series series, Window window) {
    if (window.length().compareTo(BY_STEPS) <= 0) {
      return of(window, context.timeline(series, window));
    }
    return of(
        context,
        series,
        window,
        context.history().summaries(series.id(), window.from(), window.to(), SUMMARIES));
  }

  private static Measured of(Window window, Timeline timeline) {
    return new Measured(
        window,
        extreme(timeline.extreme(false)),
        extreme(timeline.extreme(true)),
        timeline.mean(),
        timeline.decimals(),
        timeline.coverage());
  }

  private static @Nullable Extreme extreme(@Nullable Segment segment) {
    BigDecimal number = segment == null ? null : segment.number();
    return segment == null || number == null ? null : new Extreme(number, segment.from());
  }

  private static Measured of(
      Context context, Series series, Window window, List<Summary> summaries) {
    double weight = 0;
    double sum = 0;
    int decimals = 0;
    Summary least = null;
    Summary greatest = null;
    for (Summary summary : summaries) {
      double known = seconds(summary.from(), summary.to()) * summary.coverage();
      weight += known;
      sum += known * summary.mean();
      least = least == null || summary.min() < least.min() ? summary : least;
      greatest = greatest == null || summary.max() > greatest.max() ? summary : greatest;
      for (double one : new double[] {summary.min(), summary.max(), summary.first()}) {
        decimals = Math.max(decimals, Numbers.scale(BigDecimal.valueOf(one)));
      }
    }
    return new Measured(
        window,
        least == null ? null : found(context, series, least, least.min()),
        greatest == null ? null : found(context, series, greatest, greatest.max()),
        weight == 0 ? Double.NaN : sum / weight,
        decimals,
        Math.min(1, weight / seconds(window.from(), window.to())));
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toNanos() / 1e9;
  }

  /** When a number of a summary first held, where the steps are still there. */
  private static Extreme found(Context context, Series series, Summary summary, double number) {
    Timeline timeline = context.timeline(series, new Window(summary.from(), summary.to(), false));
    for (Segment segment : timeline.segments()) {
      BigDecimal held = segment.number();
      if (held != null && held.doubleValue() == number) {
        return new Extreme(held, segment.from());
      }
    }
    return new Extreme(BigDecimal.valueOf(number), null);
  }

  /** The figure, exactly; null if it is not known. */
  @Nullable BigDecimal exact(Find find) {
    if (find == Find.MEAN) {
      return Double.isNaN(mean) ? null : new BigDecimal(mean);
    }
    Extreme extreme = find == Find.MAX ? max : min;
    return extreme == null ? null : extreme.number();
  }

  /** The figure as it is told, a mean with one decimal more than the values have. */
  @Nullable Reading reading(Series series, Find find) {
    BigDecimal exact = exact(find);
    if (exact == null) {
      return null;
    }
    if (find == Find.MEAN) {
      BigDecimal told = Numbers.rounded(exact, decimals + 1);
      return new Reading(series, told, null, told, series.unit(), window.to());
    }
    Extreme extreme = find == Find.MAX ? max : min;
    Instant at = extreme == null ? null : extreme.at();
    return new Reading(series, exact, null, exact, series.unit(), at);
  }
}
