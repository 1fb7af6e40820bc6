package io.parley.units;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Values as numbers, and how many of their digits are told. */
public final class Numbers {
  /** Beyond it a number of a device is junk, and its digits would cost memory. */
  private static final int MOST_DIGITS = 310;

  private static final int MOST_SCALE = 12;

  private Numbers() {}

  /** The number that a value is; null if it is none. */
  public static @Nullable BigDecimal of(@Nullable Object value) {
    if (!(value instanceof Number number)) {
      return null;
    }
    if (value instanceof Double || value instanceof Float) {
      return Double.isFinite(number.doubleValue()) ? new BigDecimal(value.toString()) : null;
    }
    if (value instanceof BigInteger integer) {
      return integer.bitLength() > 1024 ? null : new BigDecimal(integer);
    }
    BigDecimal exact =
        value instanceof BigDecimal decimal ? decimal : new BigDecimal(value.toString());
    return Math.abs((long) exact.scale()) + exact.precision() > MOST_DIGITS ? null : exact;
  }

  /** How many decimals a value has. */
  public static int scale(BigDecimal value) {
    return Math.max(0, Math.min(MOST_SCALE, value.stripTrailingZeros().scale()));
  }

  /** Rounded to so many decimals, without zeros at the end. */
  public static BigDecimal rounded(BigDecimal value, int scale) {
    return plain(value.setScale(Math.min(scale, MOST_SCALE), RoundingMode.HALF_UP));
  }

  private static BigDecimal plain(BigDecimal value) {
    BigDecimal stripped = value.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  /** A value in another unit with about the digits that it had. */
  public static BigDecimal told(BigDecimal value, @Nullable String from, @Nullable String to) {
    if (Units.same(from, to)) {
      return value;
    }
    BigDecimal converted = Units.convert(value, from, to);
    boolean interval = from != null && Units.of(from).filter(Unit::interval).isPresent();
    boolean temperature =
        interval || (to != null && Units.of(to).filter(Unit::interval).isPresent());
    return temperature
        ? rounded(converted, Math.max(1, scale(value)))
        : plain(converted.round(new MathContext(Math.max(3, value.precision()))));
  }

  /** From a computation in doubles. */
  public static BigDecimal rounded(double value, int scale) {
    return rounded(new BigDecimal(value), scale);
  }
}
