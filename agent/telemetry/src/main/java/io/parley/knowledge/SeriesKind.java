package io.parley.knowledge;

/** What the values of a series are. */
public enum SeriesKind {
  /** A quantity as it is now. */
  MEASUREMENT,
  /** A number that only grows, but for resets: energy, starts, hours run. */
  COUNTER,
  /** One of several words, or yes and no. */
  STATE,
  /** That something happened: a button, a knock. */
  EVENT,
  /** What somebody set: a setpoint, a limit. */
  SETTING
}
