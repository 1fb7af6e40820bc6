package io.parley.language.reader;

import io.parley.language.pack.LanguagePack;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * Cuts text into tokens: runs of letters, numbers, times of day and signs, in lower case. Letters
 * and digits that are written together stay together where the language knows them so ({@code
 * co2}).
 */
final class Tokenizer {
  private static final String SIGNS = "%<>=≥≤≠&+,?!";

  private Tokenizer() {}

  /** The tokens of a name at the site. */
  static List<String> name(String name) {
    return cut(normal(name), word -> false, List.of());
  }

  /** The tokens of a name, in the words of languages that write them together. */
  static List<String> name(String name, List<LanguagePack> packs) {
    List<String> tokens = name(name);
    for (LanguagePack pack : packs) {
      tokens = tokens.stream().flatMap(token -> pack.segments(token).stream()).toList();
    }
    return tokens;
  }

  /**
   * The tokens of a question.
   *
   * @param known whether the site has this word
   */
  static List<String> question(String text, LanguagePack pack, Predicate<String> known) {
    List<String> tokens = cut(normal(text), pack::knows, pack.elisions());
    return pack.spaced() ? tokens : segmented(tokens, pack, known);
  }

  private static String normal(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC)
        .toLowerCase(Locale.ROOT)
        .replace('’', '\'')
        .replace('‘', '\'')
        .replace('`', '\'');
  }

  private static List<String> cut(String text, Predicate<String> whole, List<String> elisions) {
    List<String> tokens = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int c = text.codePointAt(at);
      int end = at + Character.charCount(c);
      if (Character.isDigit(c)) {
        end = numberEnd(text, at);
        tokens.add(text.substring(at, end).replace(',', '.'));
      } else if (letter(c) || c == '°') {
        end = wordEnd(text, at);
        words(text.substring(at, end), whole, elisions, tokens);
      } else if (SIGNS.indexOf(c) >= 0) {
        tokens.add(text.substring(at, end));
      } else if (c == '-' && beginsNumber(text, at)) {
        end = numberEnd(text, at + 1);
        tokens.add(text.substring(at, end).replace(',', '.'));
      } else if ((c == '.' || c == ';' || c == '。' || c == '、') && end < text.length()) {
        tokens.add(",");
      }
      at = end;
    }
    return tokens;
  }

  private static boolean beginsNumber(String text, int at) {
    boolean apart = at == 0 || Character.isWhitespace(text.charAt(at - 1));
    return apart && at + 1 < text.length() && Character.isDigit(text.charAt(at + 1));
  }

  /** The end of {@code 12}, {@code 12.5}, {@code 12,5} or {@code 6:30}. */
  private static int numberEnd(String text, int from) {
    int end = digitsEnd(text, from);
    if (end + 1 < text.length()
        && ".,:".indexOf(text.charAt(end)) >= 0
        && Character.isDigit(text.charAt(end + 1))) {
      end = digitsEnd(text, end + 1);
    }
    return end;
  }

  private static int digitsEnd(String text, int from) {
    int end = from;
    while (end < text.length() && Character.isDigit(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean letter(int c) {
    return Character.isLetter(c)
        || Character.getType(c) == Character.NON_SPACING_MARK
        || Character.getType(c) == Character.COMBINING_SPACING_MARK;
  }

  private static int wordEnd(String text, int from) {
    int end = from;
    while (end < text.length()) {
      int c = text.codePointAt(end);
      boolean inside =
          letter(c) || Character.isDigit(c) || c == '°' || (end > from && joins(text, end));
      if (!inside) {
        return end;
      }
      end += Character.charCount(c);
    }
    return end;
  }

  /** An apostrophe, a slash or a point between two letters. */
  private static boolean joins(String text, int at) {
    boolean decimal =
        text.charAt(at) == '.'
            && Character.isDigit(text.charAt(at - 1))
            && at + 1 < text.length()
            && Character.isDigit(text.charAt(at + 1));
    boolean letters =
        "'/.".indexOf(text.charAt(at)) >= 0
            && at + 1 < text.length()
            && letter(text.codePointAt(at + 1));
    return decimal || letters;
  }

  private static void words(
      String run, Predicate<String> whole, List<String> elisions, List<String> tokens) {
    if (whole.test(run)) {
      tokens.add(run);
      return;
    }
    int slash = Math.max(run.indexOf('/'), point(run));
    if (slash > 0) {
      words(run.substring(0, slash), whole, elisions, tokens);
      words(run.substring(slash + 1), whole, elisions, tokens);
      return;
    }
    int apostrophe = run.indexOf('\'');
    if (apostrophe > 0) {
      String before = run.substring(0, apostrophe);
      String after = run.substring(apostrophe + 1);
      if (elisions.contains(before)) {
        if (whole.test(before + "'")) {
          tokens.add(before + "'");
        }
        words(after, whole, elisions, tokens);
      } else {
        words(before, whole, elisions, tokens);
        if (whole.test("'" + after)) {
          tokens.add("'" + after);
        }
      }
      return;
    }
    int digit = firstDigit(run);
    if (digit < 0) {
      tokens.add(run);
    } else if (digit == 0) {
      int end = numberEnd(run, 0);
      tokens.add(run.substring(0, end));
      if (end < run.length()) {
        words(run.substring(end), whole, elisions, tokens);
      }
    } else {
      tokens.add(run.substring(0, digit));
      words(run.substring(digit), whole, elisions, tokens);
    }
  }

  /** The first point between letters; that of a number parts nothing. */
  private static int point(String run) {
    int point = run.indexOf('.');
    return point > 0 && Character.isDigit(run.charAt(point - 1)) ? -1 : point;
  }

  private static int firstDigit(String run) {
    for (int i = 0; i < run.length(); i++) {
      if (Character.isDigit(run.charAt(i))) {
        return i;
      }
    }
    return -1;
  }

  /** Cuts tokens of a script without spaces into the longest words that anybody knows. */
  private static List<String> segmented(
      List<String> tokens, LanguagePack pack, Predicate<String> known) {
    List<String> words = new ArrayList<>();
    for (String token : tokens) {
      if (token.codePoints().noneMatch(Character::isIdeographic)) {
        words.add(token);
        continue;
      }
      int at = 0;
      while (at < token.length()) {
        int end = token.length();
        while (end > at + 1 && !known(token.substring(at, end), pack, known)) {
          end--;
        }
        words.add(token.substring(at, end));
        at = end;
      }
    }
    return words;
  }

  private static boolean known(String word, LanguagePack pack, Predicate<String> site) {
    return pack.knows(word) || site.test(word);
  }
}
