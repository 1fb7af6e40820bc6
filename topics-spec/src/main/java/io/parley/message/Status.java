package io.parley.message;

import java.util.Locale;

/** How a question ended. */
public enum Status {
  ANSWERED,
  UNSURE,
  REFUSED,
  EXPIRED,
  FAILED;

  /** The word on the wire, lower case. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads the word on the wire.
   *
   * @throws IllegalArgumentException if it is none of the words
   */
  public static Status ofWord(String word) {
    return Words.find(values(), Status::word, "status", word);
  }
}
