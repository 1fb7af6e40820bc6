package io.parley.message;

import java.util.List;

/**
 * Why a question was not answered.
 *
 * @param code a word that programs can tell apart: lower case, hyphens
 * @param text a sentence that names the field, the value and the rule
 * @param words the words of the question that are not known here, as they were asked; at most
 *     {@value #MOST_WORDS} of 1 to {@value #MOST_CHARACTERS} characters, empty where every word is
 *     known
 */
public record Reason(String code, String text, List<String> words) {
  /** No more words are told. */
  public static final int MOST_WORDS = 32;

  /** The longest word, in characters. */
  public static final int MOST_CHARACTERS = 200;

  public Reason {
    words = List.copyOf(words);
    if (words.size() > MOST_WORDS) {
      throw new IllegalArgumentException(
          "reason.words of %d entries must have at most %d".formatted(words.size(), MOST_WORDS));
    }
    for (String word : words) {
      if (word.isBlank() || word.length() > MOST_CHARACTERS) {
        throw new IllegalArgumentException(
            "reason.words '%s' must have 1 to %d characters"
                .formatted(Shown.shortened(word), MOST_CHARACTERS));
      }
    }
  }

  /** A reason that is no matter of words. */
  public Reason(String code, String text) {
    this(code, text, List.of());
  }
}
