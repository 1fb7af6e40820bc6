package io.parley.ladder;

import java.math.BigDecimal;

/** Values in words as they came in: ASCII minus, decimal point, no exponent, no separators. */
final class NumberText {
  private NumberText() {}

  static String of(Object value) {
    if (value instanceof Double || value instanceof Float) {
      String plain = BigDecimal.valueOf(((Number) value).doubleValue()).toPlainString();
      return plain.endsWith(".0") ? plain.substring(0, plain.length() - 2) : plain;
    }
    return value instanceof BigDecimal decimal ? decimal.toPlainString() : String.valueOf(value);
  }
}
