package io.parley.message;

import java.util.Locale;

/** What an agent says of itself, spec clause S-2. */
public enum AgentState {
  ONLINE,
  BUSY,
  DRAINING,
  OFFLINE;

  /** The word on the wire, lower case. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads the word on the wire.
   *
   * @throws IllegalArgumentException if it is none of the words
   */
  public static AgentState ofWord(String word) {
    return Words.find(values(), AgentState::word, "state", word);
  }
}
