package io.parley.evaluation;

import io.parley.site.Series;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Numbers of one series over a window, each weighted by the time for which it held. */
final class Over {
  private final Series series;
  private final Timelines timeline;

  Over(Timelines timeline) {
    this.timeline = timeline;
    this.series = timeline.series();
  }

  /** The greatest or least value that held, and when it first did; null if none is known. */
  @Nullable Reading extreme(boolean greatest) {
    BigDecimal best = null;
    Segment found = null;
    for (Segment segment : timeline.segments()) {
      BigDecimal number = segment.number();
      if (number != null && (best == null || (greatest ? 1 : -1) * number.compareTo(best) > 0)) {
        best = number;
        found = segment;
      }
    }
    return found == null || best == null
        ? null
        : new Reading(series, best, null, best, series.unit(), found.from());
  }

  /** The mean with one decimal more than the values have; null if none is known. */
  @Nullable Reading mean() {
    double mean = weighted();
    if (Double.isNaN(mean)) {
      return null;
    }
    BigDecimal told = Numbers.rounded(mean, decimals() + 1);
    Instant to = timeline.window().to();
    return new Reading(series, told, null, told, series.unit(), to);
  }

  /** The mean, exactly; NaN if no value held for any time. */
  double weighted() {
    double sum = 0;
    double seconds = 0;
    for (Segment segment : timeline.segments()) {
      BigDecimal number = segment.number();
      if (number != null) {
        sum += number.doubleValue() * segment.seconds();
        seconds += segment.seconds();
      }
    }
    return seconds == 0 ? Double.NaN : sum / seconds;
  }

  /** How many decimals the values have. */
  int decimals() {
    int most = 0;
    for (Segment segment : timeline.segments()) {
      BigDecimal number = segment.number();
      most = number == null ? most : Math.max(most, Numbers.scale(number));
    }
    return most;
  }
}
