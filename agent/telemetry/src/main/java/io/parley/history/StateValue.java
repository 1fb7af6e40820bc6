package io.parley.history;

import org.jspecify.annotations.Nullable;

/**
 * A value that is more than a plain number.
 *
 * @param value a text, a boolean, or a number that is a state
 * @param state its canonical state; absent if it is none
 */
record StateValue(Object value, @Nullable String state) {
  /** The longest text that is kept; a longer one is cut, so that one series stays within bounds. */
  static final int LONGEST = 256;

  private static final long GREATEST_WHOLE = 1L << 53;

  /** Stands where a series has no value. */
  static final StateValue GAP = new StateValue(None.NONE, null);

  /** Equal to nothing that can come in. */
  private enum None {
    NONE
  }

  /** The value as it is kept; null if it is a plain number. */
  static @Nullable StateValue of(Object value, @Nullable String state) {
    if (value instanceof Number number) {
      if (!Double.isFinite(number.doubleValue())) {
        return GAP;
      }
      return state == null ? null : new StateValue(kept(number), cut(state));
    }
    Object kept = value instanceof Boolean ? value : cut(value.toString());
    return new StateValue(kept, state == null ? null : cut(state));
  }

  /** Whether a number came as a whole one that a double holds. */
  static boolean isWhole(Object value) {
    return (value instanceof Integer || value instanceof Long)
        && Math.abs(((Number) value).longValue()) <= GREATEST_WHOLE;
  }

  private static Number kept(Number number) {
    return isWhole(number) ? whole(number.longValue()) : (Number) number.doubleValue();
  }

  /** A whole number as JSON readers give it. */
  static Number whole(long number) {
    return number == (int) number ? (Number) (int) number : (Number) number;
  }

  private static String cut(String text) {
    if (text.length() <= LONGEST) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
    return text.substring(0, end);
  }

  /** The number that it is, NaN if it is none. */
  double number() {
    return value instanceof Number number ? number.doubleValue() : Double.NaN;
  }
}
