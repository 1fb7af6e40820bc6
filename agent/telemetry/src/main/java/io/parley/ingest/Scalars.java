package io.parley.ingest;

import io.parley.knowledge.Ended;
import io.parley.knowledge.Reading;
import io.parley.knowledge.Units;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One value from a text or a tree: a number with the digits it came with, a boolean, a text. */
final class Scalars {
  /** How programs write a number that is none. */
  static final Set<String> NO_NUMBERS =
      Set.of(
          "nan",
          "+nan",
          "-nan",
          "inf",
          "+inf",
          "-inf",
          "infinity",
          "+infinity",
          "-infinity",
          "1.#inf",
          "-1.#inf",
          "1.#qnan",
          "-1.#ind",
          "nan(ind)",
          "-nan(ind)");

  private static final Set<String> NOTHING =
      Set.of(
          "",
          "null",
          "none",
          "nil",
          "unknown",
          "unavailable",
          "undefined",
          "-",
          "--",
          "---",
          "n/a",
          "na",
          "#n/a",
          "err",
          "no data",
          "nodata",
          "?",
          "??",
          "???",
          "-.-",
          "--.-");
  private static final int LONGEST_NUMBER = 40;
  private static final int LONGEST_UNIT = 8;

  /** A number with a point; a comma with three digits behind it may part thousands. */
  private static final Pattern NUMBER =
      Pattern.compile("([+-]?[0-9]+(?:\\.[0-9]+|,[0-9]{1,2}|,[0-9]{4,})?)( ?)(\\D.*)?");

  /** What counts things rather than measuring: its digits stand for themselves. */
  private static final Pattern IDENTIFIER = Pattern.compile("[+-]?0[0-9]+|[+-]?[0-9]+[eE][0-9]+");

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
    if (NOTHING.contains(lower)
        || NO_NUMBERS.contains(lower)
        || text.length() > Reading.LONGEST_TEXT) {
      return Optional.empty();
    }
    if (lower.equals("true") || lower.equals("false")) {
      return Optional.of(new Scalar(lower.equals("true"), null));
    }
    if (IDENTIFIER.matcher(text).matches()) {
      return Optional.of(new Scalar(text, null));
    }
    Object number = number(text);
    if (number != null) {
      return Optional.of(new Scalar(number, null));
    }
    return Optional.of(measured(text).orElseGet(() -> new Scalar(text, null)));
  }

  /** A number with a decimal comma, or with its unit behind it. */
  private static Optional<Scalar> measured(String text) {
    Matcher parts = NUMBER.matcher(text);
    if (text.length() > LONGEST_NUMBER + LONGEST_UNIT || !parts.matches()) {
      return Optional.empty();
    }
    String unit = parts.group(3);
    boolean apart = !parts.group(2).isEmpty();
    Object number = number(parts.group(1).replace(',', '.'));
    if (number == null || (unit == null && apart)) {
      return Optional.empty();
    }
    if (unit == null) {
      return Optional.of(new Scalar(number, null));
    }
    return (apart ? unit(unit) : Units.known(unit)) && !IDENTIFIER.matcher(parts.group(1)).matches()
        ? Optional.of(new Scalar(number, unit))
        : Optional.empty();
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

  /** Why a leaf that is no value is none. */
  static Ended.Why why(@Nullable Object leaf) {
    return leaf instanceof String text && text.strip().equalsIgnoreCase("unavailable")
        ? Ended.Why.UNAVAILABLE
        : Ended.Why.NO_VALUE;
  }

  private static boolean unit(String text) {
    return Units.known(text)
        || (!text.isEmpty()
            && text.length() <= LONGEST_UNIT
            && text.chars().noneMatch(c -> Character.isWhitespace(c) || Character.isDigit(c)));
  }

  private static @Nullable Object number(String text) {
    if (text.length() > LONGEST_NUMBER || text.isEmpty()) {
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
