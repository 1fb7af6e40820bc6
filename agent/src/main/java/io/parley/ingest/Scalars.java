package io.parley.ingest;

import io.parley.knowledge.Reading;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One value from a text or a tree: a number with the digits it came with, a boolean, a text. */
final class Scalars {
  private static final Set<String> NOTHING =
      Set.of(
          "",
          "null",
          "none",
          "nan",
          "unknown",
          "unavailable",
          "undefined",
          "n/a",
          "#n/a",
          "inf",
          "infinity",
          "err");

  /** Dashes, question marks and the like alone: what displays show where there is no value. */
  private static final Pattern NO_WORD = Pattern.compile("[-\u2013\u2014_.*?#!~ ]+");

  private static final Pattern NO_NUMBER = Pattern.compile("[-+]?(nan|inf|infinity)(\\(\\w*\\))?");

  /** Digits that name something: a whole number has no zero before its digits. */
  private static final Pattern ID = Pattern.compile("0\\d+");

  /** {@code 0412e5}, {@code 1e5}: a number in this form has a point or a sign in its exponent. */
  private static final Pattern EXPONENT = Pattern.compile("[-+]?\\d+[eE]\\d+");

  private static final int LONGEST_NUMBER = 40;
  private static final int LONGEST_UNIT = 8;

  /**
   * A value and the unit that stood behind it.
   *
   * @param value a number, boolean or text
   * @param unit absent if there was none
   */
  record Scalar(Object value, @Nullable String unit) {}

  private Scalars() {}

  /** The value of a text; empty if it says that there is none, or is longer than a value may be. */
  static Optional<Scalar> ofText(String raw) {
    String text = raw.strip();
    String lower = text.toLowerCase(Locale.ROOT);
    if (nothing(lower) || text.length() > Reading.LONGEST_TEXT) {
      return Optional.empty();
    }
    if (lower.equals("true") || lower.equals("false")) {
      return Optional.of(new Scalar(lower.equals("true"), null));
    }
    Object number = number(text);
    if (number != null) {
      return Optional.of(new Scalar(number, null));
    }
    int space = text.indexOf(' ');
    if (space > 0 && unit(text.substring(space + 1))) {
      number = number(text.substring(0, space));
      if (number != null) {
        return Optional.of(new Scalar(number, text.substring(space + 1)));
      }
    }
    return Optional.of(new Scalar(text, null));
  }

  /** The value of a leaf of a tree; empty if it is none. */
  static Optional<Scalar> ofLeaf(@Nullable Object leaf) {
    if (leaf instanceof String text) {
      return ofText(text);
    }
    Object value = leaf instanceof BigInteger big ? new BigDecimal(big) : leaf;
    if (value instanceof Integer small) {
      value = (long) small;
    }
    return value != null && Reading.acceptable(value)
        ? Optional.of(new Scalar(value, null))
        : Optional.empty();
  }

  private static boolean nothing(String lower) {
    return NOTHING.contains(lower)
        || NO_WORD.matcher(lower).matches()
        || NO_NUMBER.matcher(lower).matches();
  }

  private static boolean unit(String text) {
    if (text.startsWith("m3")) {
      return text.equals("m3") || text.equals("m3/h") || text.equals("m3/s");
    }
    return !text.isEmpty()
        && text.length() <= LONGEST_UNIT
        && text.chars().noneMatch(c -> Character.isWhitespace(c) || Character.isDigit(c));
  }

  private static @Nullable Object number(String text) {
    boolean id = ID.matcher(text).matches() || EXPONENT.matcher(text).matches();
    if (text.length() > LONGEST_NUMBER || text.isEmpty() || id) {
      return null;
    }
    boolean digit = false;
    boolean whole = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        digit = true;
      } else if (c == '.' || ((c == 'e' || c == 'E') && digit)) {
        whole = false;
      } else if (c != '-' && c != '+') {
        return null;
      }
    }
    try {
      BigDecimal number = new BigDecimal(text);
      if (!Reading.acceptable(number)) {
        return null;
      }
      return whole && number.precision() <= 18 ? (Object) number.longValueExact() : number;
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
