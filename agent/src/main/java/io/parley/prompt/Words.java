package io.parley.prompt;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text as words, lower case: runs of letters, numbers, and the marks that part a question. */
final class Words {
  private static final Pattern WORD =
      Pattern.compile(
          "(?<!\\S)-[0-9]+(?:\\.[0-9]+)?|[0-9]+(?:\\.[0-9]+)?|[\\p{L}\\p{Nl}\\p{No}]+|[,;?]");
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(?:\\.[0-9]+)?");
  private static final Pattern POSSESSIVE =
      Pattern.compile("['\u2019]s(?![\\p{L}\\p{Nd}\\p{Nl}\\p{No}])");
  private static final Pattern SPACES = Pattern.compile(" +");

  private Words() {}

  /** Text from outside as one line that can form no marker of the template, cut to a length. */
  static String clean(String text, int most) {
    StringBuilder out = new StringBuilder();
    text.codePoints().forEach(c -> out.appendCodePoint(harmless(c)));
    String one = SPACES.matcher(out).replaceAll(" ");
    int from = one.startsWith(" ") ? 1 : 0;
    int to = one.length() - (one.length() > from && one.endsWith(" ") ? 1 : 0);
    String bare = one.substring(from, to);
    return bare.codePointCount(0, bare.length()) <= most
        ? bare
        : bare.substring(0, bare.offsetByCodePoints(0, most));
  }

  private static int harmless(int c) {
    if (c < 32 || (c >= 127 && c <= 160) || c == 0x2028 || c == 0x2029) {
      return ' ';
    }
    return c == '<' ? 0x2039 : c == '>' ? 0x203a : c;
  }

  /** The words of a text in order. */
  static List<String> of(String text) {
    String lower = POSSESSIVE.matcher(text.toLowerCase(Locale.ROOT)).replaceAll(" ");
    List<String> out = new ArrayList<>();
    Matcher found = WORD.matcher(lower);
    while (found.find()) {
      String word = found.group();
      String joined = out.isEmpty() ? word : out.get(out.size() - 1) + word;
      if (!out.isEmpty() && Lexicon.shipped().in("joined", joined)) {
        out.set(out.size() - 1, joined.equals("pm2.5") ? "pm25" : joined);
      } else {
        out.add(isNumber(word) && word.indexOf('.') < 0 ? withoutZeros(word) : word);
      }
    }
    return out;
  }

  private static String withoutZeros(String number) {
    boolean negative = number.startsWith("-");
    int at = negative ? 1 : 0;
    while (at < number.length() - 1 && number.charAt(at) == '0') {
      at++;
    }
    return (negative ? "-" : "") + number.substring(at);
  }

  static boolean isNumber(String word) {
    return NUMBER.matcher(word).matches();
  }
}
