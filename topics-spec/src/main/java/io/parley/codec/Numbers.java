package io.parley.codec;

import java.math.BigDecimal;
import java.math.BigInteger;

/** The numbers that a tree may hold (spec clause M-8). */
final class Numbers {
  /** No number in text form is longer; the exact value of a double in E notation is shorter. */
  static final int LONGEST = 64;

  private static final BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger GREATEST = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);
  private static final int GREATEST_EXPONENT = 308;

  /** Whole numbers of fewer characters than this lie within Long. */
  private static final int SURELY_LONG = 19;

  private Numbers() {}

  /** A whole number of text. */
  static Number whole(String literal) throws CodecException {
    return literal.length() < SURELY_LONG
        ? (Number) Long.parseLong(literal)
        : whole(new BigInteger(literal));
  }

  /** A whole number as Long where it fits. */
  static Number whole(BigInteger value) throws CodecException {
    if (value.compareTo(LEAST) < 0 || value.compareTo(GREATEST) > 0) {
      throw Trees.malformed("must hold whole numbers from -2^63 to 2^64-1 only");
    }
    return value.bitLength() < Long.SIZE ? (Number) value.longValue() : value;
  }

  /** A decimal of text, with its digits. */
  static BigDecimal decimal(String literal) throws CodecException {
    BigDecimal value;
    try {
      value = new BigDecimal(literal);
    } catch (NumberFormatException beyond) {
      throw range();
    }
    long exponent = (long) value.precision() - value.scale() - 1;
    if (Math.abs(exponent) > GREATEST_EXPONENT || Double.isInfinite(value.doubleValue())) {
      throw range();
    }
    return value;
  }

  private static CodecException range() {
    return Trees.malformed(
        "must hold numbers of at most %d characters, within 1e-308..1.79e308 or zero, only"
            .formatted(LONGEST));
  }
}
