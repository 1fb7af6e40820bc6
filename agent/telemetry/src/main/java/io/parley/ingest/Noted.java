package io.parley.ingest;

/** What was odd about a value that was read, or lost without its message. */
public enum Noted {
  /** Stamped more than two minutes ahead of its arrival; counted as measured on arrival. */
  CLOCK_AHEAD("clock-ahead"),
  /** Stamped before 2020, as a clock does that lost its time; counted as measured on arrival. */
  CLOCK_UNSET("clock-unset"),
  /** Stamped by a clock that runs days behind; counted as measured on arrival. */
  CLOCK_BEHIND("clock-behind"),
  /** Measured before the value that is known: taken into the statistics only. */
  LATE("late"),
  /** A leaf that JSON cannot hold (NaN, infinity, a number too large): taken as no value. */
  NO_NUMBER("no-number"),
  /** A template of discovery that was not understood: its value has no unit from there. */
  TEMPLATE("template");

  private final String word;

  Noted(String word) {
    this.word = word;
  }

  /** The word in counters. */
  public String word() {
    return word;
  }
}
