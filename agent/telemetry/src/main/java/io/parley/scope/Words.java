package io.parley.scope;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Names as words: runs of letters, runs of digits, and each ideograph. */
public final class Words {
  private Words() {}

  /** The words of a name, in lower case. */
  public static List<String> of(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    int before = 0;
    for (int at = 0; at < lower.length(); ) {
      int point = lower.codePointAt(at);
      at += Character.charCount(point);
      int sort = sort(point);
      if (sort != before || sort == IDEOGRAPH) {
        flush(word, words);
      }
      if (sort != 0) {
        word.appendCodePoint(point);
      }
      before = sort;
    }
    flush(word, words);
    return words;
  }

  private static final int IDEOGRAPH = 3;

  private static int sort(int point) {
    if (Character.isIdeographic(point)) {
      return IDEOGRAPH;
    }
    if (Character.isDigit(point)) {
      return 2;
    }
    int type = Character.getType(point);
    boolean mark = type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    return Character.isLetter(point) || mark ? 1 : 0;
  }

  private static void flush(StringBuilder word, List<String> words) {
    if (!word.isEmpty()) {
      words.add(word.toString());
      word.setLength(0);
    }
  }

  /** Whether the words stand in the name, one directly after the other. */
  public static boolean contains(List<String> name, List<String> words) {
    return !words.isEmpty() && Collections.indexOfSubList(name, words) >= 0;
  }

  /**
   * The entries with each number at the word before it: {@code oven, 3} is {@code oven 3}, so that
   * it does not name oven 1 zone 3.
   */
  public static List<String> joined(List<String> entries) {
    List<String> joined = new ArrayList<>();
    for (String entry : entries) {
      List<String> words = of(entry);
      boolean number = !words.isEmpty() && Character.isDigit(words.get(0).codePointAt(0));
      if (number && !joined.isEmpty()) {
        int last = joined.size() - 1;
        joined.set(last, joined.get(last) + " " + entry);
      } else {
        joined.add(entry);
      }
    }
    return joined;
  }
}
