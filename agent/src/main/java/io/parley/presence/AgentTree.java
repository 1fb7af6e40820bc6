package io.parley.presence;

import io.parley.message.Card;
import io.parley.message.Tier;
import java.util.ArrayList;
import java.util.List;

/**
 * Agents as a tree: hubs, the gateways below, and the agents of their sites.
 *
 * @param agent one agent
 * @param below those below it, by name
 */
public record AgentTree(AgentSeen agent, List<AgentTree> below) {
  public AgentTree {
    below = List.copyOf(below);
  }

  /**
   * The tops of the tree. A site's agents stand below its first router; gateways of other sites
   * stand below the hub where there is only one.
   */
  public static List<AgentTree> of(List<AgentSeen> all) {
    List<AgentSeen> routers = all.stream().filter(AgentSeen::router).toList();
    List<AgentSeen> hubs = routers.stream().filter(agent -> tier(agent) == Tier.HUB).toList();
    List<AgentTree> tops = new ArrayList<>();
    for (AgentSeen agent : all) {
      boolean top =
          routers.contains(agent)
              ? hubs.size() != 1 || hubs.contains(agent)
              : routers.stream().noneMatch(router -> router.site().equals(agent.site()));
      if (top) {
        tops.add(under(agent, all, routers, hubs.size() == 1 && hubs.contains(agent)));
      }
    }
    return tops;
  }

  private static AgentTree under(
      AgentSeen agent, List<AgentSeen> all, List<AgentSeen> routers, boolean onlyHub) {
    List<AgentTree> below = new ArrayList<>();
    for (AgentSeen other : all) {
      if (other.equals(agent)) {
        continue;
      }
      if (routers.contains(other)) {
        if (onlyHub) {
          below.add(under(other, all, routers, false));
        }
      } else if (routers.contains(agent) && firstRouter(routers, other.site()).equals(agent)) {
        below.add(new AgentTree(other, List.of()));
      }
    }
    return new AgentTree(agent, below);
  }

  private static AgentSeen firstRouter(List<AgentSeen> routers, String site) {
    return routers.stream()
        .filter(router -> router.site().equals(site))
        .findFirst()
        .orElse(new AgentSeen(site, "none", null, null, ""));
  }

  private static Tier tier(AgentSeen agent) {
    Card card = agent.card();
    return card == null ? Tier.SENSOR : card.tier();
  }
}
