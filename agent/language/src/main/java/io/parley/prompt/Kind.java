package io.parley.prompt;

/** What a candidate answer tells. */
public enum Kind {
  /** The value of a series. */
  VALUE,
  /** Whether something is so: yes or no. */
  CLAIM,
  /** Where a value stands against its limits. */
  LIMIT,
  /** The highest value over a window. */
  MAX,
  /** The lowest value over a window. */
  MIN,
  /** The mean over a window. */
  MEAN,
  /** When a value last changed. */
  CHANGED,
  /** How old a value is. */
  MEASURED,
  /** The highest of several series. */
  GROUP_MAX,
  /** The lowest of several series. */
  GROUP_MIN,
  /** The mean of several series. */
  GROUP_MEAN,
  /** The sum of several series. */
  GROUP_TOTAL,
  /** Which of several are over their limits, and how many. */
  GROUP_OVER,
  /** Which of several are under their limits, and how many. */
  GROUP_UNDER,
  /** Which of several are above or below a number, and how many. */
  GROUP_NUMBER,
  /** Which of several are in the state asked, and how many. */
  GROUP_STATE,
  /** Which of several are in a state, and how many, where none was asked. */
  GROUP_VALUE,
  /** That the facts do not tell. */
  UNSURE
}
