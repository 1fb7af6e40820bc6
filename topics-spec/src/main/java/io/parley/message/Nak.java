package io.parley.message;

import java.util.Locale;

/** Why a protocol message was not accepted. */
public enum Nak {
  UNKNOWN_PROTOCOL,
  UNSUPPORTED,
  MALFORMED,
  ROUTINE_FAILED,
  UNAUTHORISED,
  BUSY;

  /** The word on the wire, lower case with hyphens. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Reads the word on the wire.
   *
   * @throws IllegalArgumentException if it is none of the words
   */
  public static Nak ofWord(String word) {
    return Words.find(values(), Nak::word, "nak", word);
  }
}
