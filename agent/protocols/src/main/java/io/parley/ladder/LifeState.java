package io.parley.ladder;

import java.util.Locale;

/** The life of a protocol: ACTIVE -> SUPERSEDED, REVOKED or EXPIRED; the last two are ends. */
public enum LifeState {
  /** In use. */
  ACTIVE,
  /** Another takes its place; still answered, no longer found by its phrases. */
  SUPERSEDED,
  /** Taken back by who signed it; no longer answered. */
  REVOKED,
  /** Its own time is over; no longer answered. Never announced: every node sees it by its clock. */
  EXPIRED;

  /** The word on the wire, lower case. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static LifeState ofWord(String word) {
    for (LifeState state : values()) {
      if (state.word().equals(word) && state != EXPIRED) {
        return state;
      }
    }
    throw new IllegalArgumentException("state must be active, superseded or revoked");
  }
}
