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
      return state == null ? null : new StateValue(number.doubleValue(), cut(state));
    }
    Object kept = value instanceof Boolean ? value : cut(value.toString());
    return new StateValue(kept, state == null ? null : cut(state));
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
    return value instanceof Double number ? number : Double.NaN;
  }
}
