package io.parley.message;

import java.util.Locale;

/** Where an agent stands in the tree. */
public enum Tier {
  SENSOR,
  GATEWAY,
  HUB;

  /** The word on the wire, lower case. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads the word on the wire.
   *
   * @throws IllegalArgumentException if it is none of the words
   */
  public static Tier ofWord(String word) {
    return Words.find(values(), Tier::word, "tier", word);
  }
}
