package io.parley.message;

/**
 * One node that took the question.
 *
 * @param agent the node
 * @param outcome how the question ended there
 * @param ms how long it was there, in milliseconds
 */
public record Hop(String agent, Status outcome, long ms) {
  public Hop {
    Ids.require("hops.agent", agent);
    if (ms < 0) {
      throw new IllegalArgumentException("hops.ms %d must not be negative".formatted(ms));
    }
  }
}
