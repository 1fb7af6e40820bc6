package io.parley.message;

import java.util.Locale;

/** How the node that answered found its answer. */
public enum Route {
  CACHE,
  ROUTINE,
  /** A template read the words, or the question came as a query, and code evaluated it. */
  QUERY,
  EXPERT,
  /** A model decoded the query or the text. */
  MODEL,
  DOCUMENT,
  NONE;

  /** The word on the wire, lower case. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads the word on the wire.
   *
   * @throws IllegalArgumentException if it is none of the words
   */
  public static Route ofWord(String word) {
    return Words.find(values(), Route::word, "route", word);
  }
}
