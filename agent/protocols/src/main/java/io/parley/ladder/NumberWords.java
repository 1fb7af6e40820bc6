package io.parley.ladder;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values as they stand in words. */
final class NumberWords {
  private static final Pattern NUMBER =
      Pattern.compile("(?<![\\p{L}\\d.])-?\\d{1,15}(?:\\.\\d{1,12})?(?![\\d\\p{L}]|\\.\\d)");

  private NumberWords() {}

  /** The numbers in a text, as they are written. */
  static List<String> in(String text) {
    List<String> numbers = new ArrayList<>();
    Matcher matcher = NUMBER.matcher(text);
    while (matcher.find()) {
      numbers.add(matcher.group());
    }
    return numbers;
  }

  static boolean isNumber(String word) {
    return NUMBER.matcher(word).matches();
  }

  /** Where in the text a value stands, as it is written there; empty if it does not. */
  static String found(String text, Object value) {
    if (value instanceof Number number) {
      BigDecimal meant = decimal(number);
      for (String written : in(text)) {
        if (new BigDecimal(written).compareTo(meant) == 0) {
          return written;
        }
      }
      return "";
    }
    String word = String.valueOf(value);
    int at = text.toLowerCase(Locale.ROOT).indexOf(word.toLowerCase(Locale.ROOT));
    return at < 0 || word.isBlank() ? "" : text.substring(at, at + word.length());
  }

  private static BigDecimal decimal(Number number) {
    return number instanceof BigDecimal exact ? exact : new BigDecimal(number.toString());
  }
}
