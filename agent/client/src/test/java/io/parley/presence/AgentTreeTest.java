package io.parley.presence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.parley.message.Card;
import io.parley.message.Tier;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The same nodes as the brokers of three of them show them. */
final class AgentTreeTest {
  @Test
  void atTheHubEveryGatewayStandsBelowTheOneThatMirroredIt() {
    assertEquals(
        "hq/hub(site1/gw1(barn/gw2(barn/hen)),site3/gw3)",
        tree(
            router("hq", "hub", Tier.HUB, ""),
            router("site1", "gw1", Tier.GATEWAY, "site1/gw1"),
            router("barn", "gw2", Tier.GATEWAY, "site1/gw1"),
            agent("barn", "hen", "site1/gw1"),
            router("site3", "gw3", Tier.GATEWAY, "site3/gw3")));
  }

  @Test
  void atAGatewayItsUpstreamStandsAboveIt() {
    assertEquals(
        "hq/hub(site1/gw1(site1/valve,barn/gw2))",
        tree(
            router("hq", "hub", Tier.HUB, "site1/gw1"),
            router("site1", "gw1", Tier.GATEWAY, ""),
            agent("site1", "valve", ""),
            router("barn", "gw2", Tier.GATEWAY, "barn/gw2")));
  }

  @Test
  void withSeveralHubsAGatewayStandsBelowThatOfItsOwnBroker() {
    assertEquals(
        "hq/hub(site1/gw1)|top/hub",
        tree(
            router("hq", "hub", Tier.HUB, ""),
            router("site1", "gw1", Tier.GATEWAY, "site1/gw1"),
            router("top", "hub", Tier.HUB, "nobody/seen")));
  }

  @Test
  void cardsThatGoRoundInACircleEndSomewhere() {
    assertEquals(
        "c/c(b/b(a/a))",
        tree(
            router("a", "a", Tier.GATEWAY, "b/b"),
            router("b", "b", Tier.GATEWAY, "c/c"),
            router("c", "c", Tier.GATEWAY, "a/a")));
  }

  private static String tree(AgentSeen... all) {
    return AgentTree.of(List.of(all)).stream()
        .map(AgentTreeTest::text)
        .collect(Collectors.joining("|"));
  }

  private static String text(AgentTree tree) {
    String below = tree.below().stream().map(AgentTreeTest::text).collect(Collectors.joining(","));
    return tree.agent().address() + (below.isEmpty() ? "" : "(" + below + ")");
  }

  private static AgentSeen router(String site, String agent, Tier tier, String by) {
    Card card = new Card(tier, true, List.of(), List.of(), List.of(), Card.Limits.UNKNOWN, 1);
    return new AgentSeen(site, agent, card, null, by);
  }

  private static AgentSeen agent(String site, String agent, String by) {
    return new AgentSeen(site, agent, Cards.expert(List.of("x")), null, by);
  }
}
