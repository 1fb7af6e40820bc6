package io.parley.gateway;

import io.parley.message.By;
import io.parley.message.Ids;
import io.parley.message.Tier;

/**
 * Who this node is.
 *
 * @param site its site
 * @param agent its name within the site
 * @param tier where it stands
 */
public record GatewayIdentity(String site, String agent, Tier tier) {
  public GatewayIdentity {
    Ids.require("site", site);
    Ids.require("agent", agent);
  }

  /** The node as a question's {@code path} names it. */
  public String address() {
    return site + "/" + agent;
  }

  /** The node as the giver of an answer. */
  By by(Attempt.Source source) {
    return new By(agent, tier, source.model(), source.snapshot(), source.protocol());
  }
}
