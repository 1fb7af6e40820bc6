package io.parley.prompt;

import io.parley.knowledge.Lexicon;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a question wants to know against a number or a limit. */
enum Direction {
  OVER("over limit", "above "),
  UNDER("under limit", "below "),
  WITHIN("within limits", ""),
  OUTSIDE("outside limits", "");

  private final String limitWords;
  private final String numberWord;

  Direction(String limitWords, String numberWord) {
    this.limitWords = limitWords;
    this.numberWord = numberWord;
  }

  /** What plain words want to know; null if nothing, or both. */
  static @Nullable Direction of(List<String> plain) {
    boolean up = says("above", plain);
    boolean down = says("below", plain);
    boolean surelyUp = says("strongly-above", plain);
    boolean surelyDown = says("strongly-below", plain);
    if (surelyUp != surelyDown) {
      return surelyUp ? OVER : UNDER;
    }
    if (up != down) {
      return up ? OVER : UNDER;
    }
    if (up) {
      return null;
    }
    return says("fine", plain) ? WITHIN : says("trouble", plain) ? OUTSIDE : null;
  }

  private static boolean says(String list, List<String> plain) {
    for (int i = 0; i < plain.size(); i++) {
      // "how hot" asks for the value
      boolean asked = i > 0 && plain.get(i - 1).equals("how");
      if (!asked && Lexicon.shared().in(list, plain.get(i))) {
        return true;
      }
    }
    return false;
  }

  /** Whether it says where a value is to stand: over or under something. */
  boolean compares() {
    return this == OVER || this == UNDER;
  }

  String limitWords() {
    return limitWords;
  }

  String numberWord() {
    return numberWord;
  }
}
