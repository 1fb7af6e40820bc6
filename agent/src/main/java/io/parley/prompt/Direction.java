package io.parley.prompt;

/** What a question wants to know against a number or a limit. */
enum Direction {
  OVER("over limit", "above "),
  UNDER("under limit", "below "),
  WITHIN("within limits", "");

  private final String limitWords;
  private final String numberWord;

  Direction(String limitWords, String numberWord) {
    this.limitWords = limitWords;
    this.numberWord = numberWord;
  }

  String limitWords() {
    return limitWords;
  }

  String numberWord() {
    return numberWord;
  }
}
