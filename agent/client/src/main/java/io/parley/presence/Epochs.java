package io.parley.presence;

import io.parley.message.AgentStatus;

/**
 * How epochs follow one another (SPEC C-4 to C-6). They come from outside, so one that no agent can
 * have reached by starting is nobody's.
 */
final class Epochs {
  /** More than this between two lives of one agent was never started: SPEC C-4. */
  static final long WIDEST_STEP = 1L << 20;

  private Epochs() {}

  /** The epoch after this one; the greatest is followed by itself. */
  static long after(long epoch) {
    return Math.min(epoch, AgentStatus.MOST_EPOCH - 1) + 1;
  }

  /** What was stored, or 0 where it is no epoch. */
  static long orZero(long stored) {
    return stored < 0 || stored > AgentStatus.MOST_EPOCH ? 0 : stored;
  }

  /** Whether an agent whose epoch was the one can have this one now. */
  static boolean reachable(long before, long now) {
    return now - before <= WIDEST_STEP;
  }

  /**
   * Whether a card or status is passed over because of one that was seen before: it is older, or of
   * an epoch that cannot be. The smaller of two that are too far apart is believed, so that a
   * forgery that came first does not last.
   */
  static boolean passedOver(long before, long now) {
    return now < before ? reachable(now, before) : !reachable(before, now);
  }
}
