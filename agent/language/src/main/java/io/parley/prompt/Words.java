package io.parley.prompt;

import io.parley.knowledge.Lexicon;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Text as words, lower case: runs of letters, numbers, and the marks that part a question. */
final class Words {
  private static final Pattern SPACES = Pattern.compile(" +");
  private static final Set<String> MARKS = Set.of(",", ";", "?", "+", "&");

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
    return Lexicon.shared().words(text);
  }

  /** Whether it is one of the marks that part a question. */
  static boolean isMark(String word) {
    return MARKS.contains(word);
  }

  /** Whether it is a single sign and no digit. */
  static boolean isLetter(String word) {
    return word.codePointCount(0, word.length()) == 1 && !isNumber(word);
  }

  /** The word before or behind all others is empty. */
  static String at(List<String> words, int i) {
    return i >= 0 && i < words.size() ? words.get(i) : "";
  }

  static boolean isNumber(String word) {
    return Lexicon.shared().isNumber(word);
  }
}
