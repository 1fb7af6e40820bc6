package io.parley.knowledge;

/** What became of a value that came in. */
public enum Taken {
  /** It is the value now, and differs from the last. */
  CHANGED,
  /** It is the value now, as before. */
  SAME,
  /** It was measured before the value that is known, and went into the statistics only. */
  LATE
}
