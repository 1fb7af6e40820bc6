package io.parley.presence;

import io.parley.message.Tier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

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
   * The tops of the tree as one broker shows it. Who mirrored a card tells the links between nodes:
   * a gateway mirrors itself up to the broker above, all below it under its own name, and its
   * upstream's routers down to its own broker. Agents of a site stand below its first router;
   * gateways that share a broker with one hub stand below that hub.
   */
  public static List<AgentTree> of(List<AgentSeen> all) {
    Map<AgentSeen, AgentSeen> parents = new LinkedHashMap<>();
    for (AgentSeen agent : all) {
      AgentSeen parent = parent(agent, all);
      if (parent != null && !above(parent, parents).contains(agent)) {
        parents.put(agent, parent);
      }
    }
    return all.stream()
        .filter(agent -> !parents.containsKey(agent))
        .map(top -> under(top, parents))
        .toList();
  }

  /** What cards say comes from outside and may go round in a circle. */
  private static Set<AgentSeen> above(AgentSeen agent, Map<AgentSeen, AgentSeen> parents) {
    Set<AgentSeen> found = new HashSet<>();
    AgentSeen at = agent;
    while (at != null && found.add(at)) {
      at = parents.get(at);
    }
    return found;
  }

  private static AgentTree under(AgentSeen agent, Map<AgentSeen, AgentSeen> parents) {
    List<AgentTree> below = new ArrayList<>();
    parents.forEach(
        (child, parent) -> {
          if (parent.equals(agent)) {
            below.add(under(child, parents));
          }
        });
    return new AgentTree(agent, below);
  }

  private static @Nullable AgentSeen parent(AgentSeen agent, List<AgentSeen> all) {
    if (!agent.router()) {
      return router(all, other -> other.site().equals(agent.site())).orElse(null);
    }
    if (agent.mirroredBy().isEmpty()) {
      return router(all, other -> other.mirroredBy().equals(agent.address()))
          .or(() -> onlyHubBeside(agent, all))
          .orElse(null);
    }
    if (agent.mirroredBy().equals(agent.address())) {
      return router(all, other -> other.mirroredBy().isEmpty()).orElse(null);
    }
    return router(
            all,
            other -> other.address().equals(agent.mirroredBy()) && !other.mirroredBy().isEmpty())
        .orElse(null);
  }

  private static Optional<AgentSeen> onlyHubBeside(AgentSeen agent, List<AgentSeen> all) {
    List<AgentSeen> hubs =
        all.stream().filter(other -> hub(other) && other.mirroredBy().isEmpty()).toList();
    return hubs.size() == 1 && !hub(agent) ? Optional.of(hubs.get(0)) : Optional.empty();
  }

  private static Optional<AgentSeen> router(List<AgentSeen> all, Predicate<AgentSeen> which) {
    return all.stream().filter(AgentSeen::router).filter(which).findFirst();
  }

  private static boolean hub(AgentSeen agent) {
    return agent.router() && agent.card() != null && agent.card().tier() == Tier.HUB;
  }
}
