package io.parley.knowledge;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * What a source says must be done to a number: {@code number * factor + offset}.
 *
 * @param factor not 0
 * @param offset in the unit of the result
 */
public record Conversion(BigDecimal factor, BigDecimal offset) {
  /** More digits come from a factor such as a third, and are none. */
  private static final int MOST_DIGITS = 15;

  private static final MathContext ROUNDED = new MathContext(12);

  public Conversion {
    if (factor.signum() == 0) {
      throw new IllegalArgumentException("factor must not be 0");
    }
  }

  /** The number converted; anything else as it is. */
  Object of(Object value) {
    BigDecimal number;
    if (value instanceof BigDecimal decimal) {
      number = decimal;
    } else if (value instanceof Long whole) {
      number = BigDecimal.valueOf(whole);
    } else {
      return value;
    }
    BigDecimal result = number.multiply(factor).add(offset);
    if (result.precision() > MOST_DIGITS) {
      result = result.round(ROUNDED);
    }
    result = result.stripTrailingZeros();
    BigDecimal plain = result.scale() < 0 ? result.setScale(0) : result;
    return Reading.acceptable(plain) ? plain : value;
  }
}
