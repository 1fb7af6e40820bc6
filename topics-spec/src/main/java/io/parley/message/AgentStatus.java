package io.parley.message;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether an agent is there and how busy it is: retained, and the payload of its Will (spec clauses
 * S-1 to S-5). Whose it is, the topic says.
 *
 * @param state what it says of itself
 * @param epoch grows by at least one at each start of the agent, 0..{@link #MOST_EPOCH}; the
 *     greater one is the newer one
 * @param at when it was said; in a Will, when the connection was made
 * @param load how busy it is; absent where it does not say, and in a Will
 */
public record AgentStatus(AgentState state, long epoch, Instant at, @Nullable Load load) {
  /** The greatest epoch, 2^53: every JSON reader has it exactly (RFC 8259, section 6). */
  public static final long MOST_EPOCH = 1L << 53;

  public AgentStatus {
    Card.requireEpoch(epoch);
  }

  /**
   * How busy an agent is.
   *
   * @param queue questions taken and not yet answered, 0 or more
   * @param tokensPerSecond what its model decodes, measured; absent where no model has spoken yet
   */
  public record Load(int queue, @Nullable Double tokensPerSecond) {
    public Load {
      if (queue < 0) {
        throw new IllegalArgumentException("load.queue %d must not be negative".formatted(queue));
      }
      if (tokensPerSecond != null && !(tokensPerSecond >= 0 && Double.isFinite(tokensPerSecond))) {
        throw new IllegalArgumentException(
            "load.tokensPerSecond %s must be finite and not negative".formatted(tokensPerSecond));
      }
    }
  }
}
