package io.parley.message;

import org.jspecify.annotations.Nullable;

/**
 * What the asker needs.
 *
 * @param confidence the least confidence an answer must have, 0..1; absent: the node's own
 *     threshold
 * @param hops how many more nodes the question may pass, 0..5
 * @param ms the time left in milliseconds, 1..86,400,000; absent: the Message Expiry Interval, else
 *     30 s
 * @param local whether the question must never leave the node that takes it
 * @param mayWait on the wire {@code wait}: whether an unsure answer may be provisional, with one
 *     final answer to follow
 */
public record Needs(
    @Nullable Double confidence, int hops, @Nullable Long ms, boolean local, boolean mayWait) {
  /** At most five nodes. */
  public static final int MOST_HOPS = 5;

  /** A day: no question lives longer. */
  public static final long LONGEST_MS = 86_400_000L;

  /** The life of a question that names none. */
  public static final long DEFAULT_MS = 30_000L;

  /** What is needed where nothing is said. */
  public static final Needs DEFAULT = new Needs(null, MOST_HOPS, null, false, false);

  public Needs {
    if (confidence != null && !(confidence >= 0 && confidence <= 1)) {
      throw new IllegalArgumentException(
          "needs.confidence %s must lie in 0..1".formatted(confidence));
    }
    if (hops < 0 || hops > MOST_HOPS) {
      throw new IllegalArgumentException(
          "needs.hops %d must lie in 0..%d".formatted(hops, MOST_HOPS));
    }
    if (ms != null && (ms < 1 || ms > LONGEST_MS)) {
      throw new IllegalArgumentException("needs.ms %d must lie in 1..%d".formatted(ms, LONGEST_MS));
    }
  }
}
