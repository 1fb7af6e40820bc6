package io.parley.trust;

import io.parley.message.Shown;
import java.time.Instant;

/**
 * One verified outcome: what a peer answered in a protocol was checked, and held or not.
 *
 * @param at when it was checked
 * @param peer the agent that answered
 * @param protocol the protocol id; empty for words
 * @param held whether the answer was right
 * @param check how it was found out
 */
public record Verdict(Instant at, String peer, String protocol, boolean held, Check check) {
  /** Ways to find out. Self-praise is none of them. */
  public enum Check {
    /** The routine was run again here. */
    REEXECUTION,
    /** The reply was held against the schema. */
    VALIDATION,
    /** The evidence was held against facts known here. */
    FACTS
  }

  public Verdict {
    if (peer.isEmpty() || peer.length() > 130) {
      throw new IllegalArgumentException(
          "peer '%s' must have 1..130 characters".formatted(Shown.shortened(peer)));
    }
  }
}
