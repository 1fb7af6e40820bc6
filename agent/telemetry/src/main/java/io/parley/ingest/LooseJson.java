package io.parley.ingest;

import io.parley.codec.CodecException;
import io.parley.codec.Trees;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * JSON as devices write it: a number that is none ({@code nan}, {@code -inf}) or that is too large
 * is null, so that it costs itself only. All else is as strict as {@link Trees}.
 */
final class LooseJson {
  private static final Pattern NUMBER =
      Pattern.compile("-?(?:0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
  private static final BigInteger LEAST = BigInteger.ONE.shiftLeft(63).negate();
  private static final BigInteger BEYOND = BigInteger.ONE.shiftLeft(64);

  /** Trees refuse numbers that are longer, or have greater exponents. */
  private static final int LONGEST = 64;

  private static final BigInteger GREATEST_EXPONENT = BigInteger.valueOf(308);

  private final Trees trees;
  private final Runnable lost;

  /**
   * @param lost hears of each leaf that became null
   */
  LooseJson(Trees trees, Runnable lost) {
    this.trees = trees;
    this.lost = lost;
  }

  @Nullable Object read(byte[] payload) throws CodecException {
    try {
      return trees.fromJson(payload);
    } catch (CodecException e) {
      String text = trees.text(payload);
      String repaired = repaired(text);
      if (repaired == null) {
        throw e;
      }
      return trees.fromJson(repaired.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** The text with null for what is no number; absent where there is nothing of the kind. */
  private @Nullable String repaired(String text) {
    StringBuilder out = new StringBuilder(text.length());
    int losses = 0;
    int i = 0;
    while (i < text.length()) {
      int end = text.charAt(i) == '"' ? string(text, i) : token(text, i);
      String piece = text.substring(i, Math.max(end, i + 1));
      boolean none = end > i && piece.charAt(0) != '"' && noNumber(piece);
      out.append(none ? "null" : piece);
      losses += none ? 1 : 0;
      i += piece.length();
    }
    for (int n = 0; n < losses; n++) {
      lost.run();
    }
    return losses == 0 ? null : out.toString();
  }

  private static int string(String text, int from) {
    int i = from + 1;
    while (i < text.length() && text.charAt(i) != '"') {
      i += text.charAt(i) == '\\' ? 2 : 1;
    }
    return Math.min(text.length(), i + 1);
  }

  private static int token(String text, int from) {
    int i = from;
    while (i < text.length()
        && (Character.isLetterOrDigit(text.charAt(i)) || "+-.#".indexOf(text.charAt(i)) >= 0)) {
      i++;
    }
    return i;
  }

  private static boolean noNumber(String token) {
    if (Scalars.NO_NUMBERS.contains(token.toLowerCase(Locale.ROOT))) {
      return true;
    }
    var number = NUMBER.matcher(token);
    if (!number.matches()) {
      return false;
    }
    if (token.length() > LONGEST) {
      return true;
    }
    if (number.group(1) != null || number.group(2) != null) {
      return number.group(2) != null
          && new BigInteger(number.group(2).substring(1).replace("+", ""))
                  .abs()
                  .compareTo(GREATEST_EXPONENT)
              > 0;
    }
    BigInteger whole = new BigInteger(token);
    return whole.compareTo(LEAST) < 0 || whole.compareTo(BEYOND) >= 0;
  }
}
