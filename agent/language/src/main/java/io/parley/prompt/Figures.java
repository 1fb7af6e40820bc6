package io.parley.prompt;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Numbers and times as text, and what code computes of them. */
final class Figures {
  private static final int MOST_DIGITS = 40;

  private Figures() {}

  /** A number as it came in, or null if it is none that can be written out. */
  static @Nullable BigDecimal exact(Object value) {
    if (!(value instanceof Number)) {
      return null;
    }
    try {
      BigDecimal number = new BigDecimal(value.toString());
      if (number.precision() > MOST_DIGITS || Math.abs(number.scale()) > MOST_DIGITS) {
        return null;
      }
      return value instanceof Double || value instanceof Float ? bare(number) : number;
    } catch (NumberFormatException notFinite) {
      return null;
    }
  }

  /** A limit or a statistic: no zeros at the end; null if it is not finite. */
  static @Nullable BigDecimal bare(@Nullable Double value) {
    return value == null || value.isNaN() || value.isInfinite()
        ? null
        : bare(new BigDecimal(value.toString()));
  }

  private static BigDecimal bare(BigDecimal number) {
    BigDecimal bare = number.stripTrailingZeros();
    return bare.scale() < 0 ? bare.setScale(0) : bare;
  }

  /** A mean with one decimal more than the value it is of. */
  static @Nullable BigDecimal mean(double mean, BigDecimal value) {
    BigDecimal exact = bare(mean);
    return exact == null
        ? null
        : bare(exact.setScale(Math.max(value.scale(), 0) + 1, RoundingMode.HALF_EVEN));
  }

  static String text(BigDecimal number) {
    return number.toPlainString();
  }

  /** Where a value stands against a number of the question. */
  static String versus(BigDecimal value, BigDecimal number) {
    int order = value.compareTo(number);
    if (order == 0) {
      return "equal to " + text(number);
    }
    return (order > 0 ? "above " : "below ")
        + text(number)
        + " by "
        + text(value.subtract(number).abs());
  }

  static String span(long seconds) {
    if (seconds % 86_400 == 0 && seconds > 86_400) {
      return seconds / 86_400 + " days";
    }
    if (seconds % 3_600 == 0) {
      return seconds / 3_600 + " h";
    }
    return seconds % 60 == 0 ? seconds / 60 + " min" : seconds + " s";
  }

  static String age(Instant at, Instant now) {
    long seconds = Math.max(0, Duration.between(at, now).toSeconds());
    if (seconds < 90) {
      return seconds + " s ago";
    }
    if (seconds < 5_400) {
      return seconds / 60 + " min ago";
    }
    return seconds < 172_800 ? seconds / 3_600 + " h ago" : seconds / 86_400 + " days ago";
  }
}
