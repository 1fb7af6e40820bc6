package io.parley.presence;

import io.parley.message.AgentState;
import io.parley.message.AgentStatus;
import io.parley.message.Card;
import org.jspecify.annotations.Nullable;

/**
 * An agent as a broker shows it.
 *
 * @param site its site
 * @param agent its name
 * @param card what it is; absent if only its status was seen
 * @param status how it is; absent if only its card was seen
 * @param mirroredBy the gateway that mirrored it here, {@code site/agent}; empty: it is of this
 *     broker itself
 */
public record AgentSeen(
    String site,
    String agent,
    @Nullable Card card,
    @Nullable AgentStatus status,
    String mirroredBy) {
  /** {@code site/agent}. */
  public String address() {
    return site + "/" + agent;
  }

  /** Its state; offline if none was seen. */
  public AgentState state() {
    return status == null ? AgentState.OFFLINE : status.state();
  }

  /** Whether it takes questions now. */
  public boolean live() {
    return state() == AgentState.ONLINE || state() == AgentState.BUSY;
  }

  /** Whether it is a router that a node below may escalate to. */
  public boolean router() {
    return card != null && card.router();
  }

  /** Whether it is a live expert on the subject. */
  public boolean expertOn(String subject) {
    return card != null && !card.router() && live() && Cards.covers(card, subject);
  }
}
