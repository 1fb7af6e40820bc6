package io.parley.presence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.codec.Codec;
import io.parley.message.AgentState;
import io.parley.message.AgentStatus;
import io.parley.message.Card;
import io.parley.message.Tier;
import io.parley.mqtt.MemoryBroker;
import io.parley.mqtt.MqttMessage;
import io.parley.topics.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class DirectoryTest {
  private static final Instant AT = Instant.parse("2026-11-21T08:00:00Z");
  private static final Topics TOPICS = new Topics();

  private final MemoryBroker broker = new MemoryBroker();
  private final MemoryBroker.MemorySession session = broker.session("someone");
  private final Directory directory = new Directory(TOPICS);

  @BeforeEach
  void open() {
    var unused = session.connect();
    unused = directory.open(session);
  }

  @Test
  void findsLiveExpertsByTheirSubjects() {
    card("plant1", "a", Cards.expert(List.of("boiler/+")));
    status("plant1", "a", AgentState.ONLINE, 1);
    card("plant1", "b", Cards.expert(List.of("#")));
    status("plant1", "b", AgentState.DRAINING, 1);
    card("plant2", "c", Cards.expert(List.of("boiler/3")));
    status("plant2", "c", AgentState.BUSY, 1);

    assertEquals(List.of("a"), names(directory.experts("plant1", "boiler/3")));
    assertEquals(List.of(), names(directory.experts("plant1", "pump")));
    assertEquals(List.of(), names(directory.experts("plant1", "")));
    status("plant1", "b", AgentState.ONLINE, 1);
    assertEquals(List.of("b"), names(directory.experts("plant1", "")));
  }

  @Test
  void passesAStaleStatusOver() {
    status("plant1", "a", AgentState.ONLINE, 5);
    List<AgentSeen> changes = new ArrayList<>();
    directory.onChange(changes::add);

    status("plant1", "a", AgentState.OFFLINE, 4);
    assertTrue(directory.find("plant1", "a").orElseThrow().live());
    assertEquals(0, changes.size());

    status("plant1", "a", AgentState.OFFLINE, 5);
    assertFalse(directory.find("plant1", "a").orElseThrow().live());
    assertEquals(1, changes.size());
  }

  @Test
  void passesAnEpochOverThatNobodyCanHave() {
    card("plant1", "a", card(5, "x"));
    status("plant1", "a", AgentState.ONLINE, 5);

    status("plant1", "a", AgentState.OFFLINE, 5 + (1 << 20) + 1);
    card("plant1", "a", card(5 + (1 << 20) + 1, "forged"));
    assertTrue(directory.find("plant1", "a").orElseThrow().live());
    assertTrue(directory.find("plant1", "a").orElseThrow().expertOn("x"));

    status("plant1", "a", AgentState.OFFLINE, 5 + (1 << 20));
    assertFalse(directory.find("plant1", "a").orElseThrow().live());
  }

  @Test
  void believesTheSmallerOfTwoEpochsThatAreTooFarApart() {
    card("plant1", "a", card(AgentStatus.MOST_EPOCH, "forged"));
    status("plant1", "a", AgentState.OFFLINE, AgentStatus.MOST_EPOCH);

    card("plant1", "a", card(5, "x"));
    status("plant1", "a", AgentState.ONLINE, 5);

    assertTrue(directory.find("plant1", "a").orElseThrow().expertOn("x"));
    assertFalse(directory.find("plant1", "a").orElseThrow().expertOn("forged"));
  }

  private static Card card(long epoch, String subject) {
    return new Card(
        Tier.SENSOR, false, List.of(subject), List.of(), List.of(), Card.Limits.UNKNOWN, epoch);
  }

  @Test
  void passesOverWhatItCannotRead() {
    publish(MqttMessage.retained("parley/v1/plant1/status/a", new byte[] {'{'}, "x"));
    publish(MqttMessage.retained("parley/v1/plant1/card/a", new byte[] {'1'}, "x"));

    assertEquals(List.of(), directory.all());
  }

  @Test
  void forgetsAnAgentWhoseCardAndStatusWereCleared() {
    card("plant1", "a", Cards.expert(List.of("x")));
    status("plant1", "a", AgentState.ONLINE, 1);

    publish(MqttMessage.retained("parley/v1/plant1/card/a", new byte[0], "x"));
    publish(MqttMessage.retained("parley/v1/plant1/status/a", new byte[0], "x"));

    assertEquals(List.of(), directory.all());
  }

  @Test
  void showsHubsThenGatewaysThenTheAgentsOfTheirSites() {
    card("hq", "hub", router(Tier.HUB));
    card("plant1", "gw1", router(Tier.GATEWAY));
    card("plant1", "sensor", Cards.expert(List.of("x")));
    card("plant2", "gw2", router(Tier.GATEWAY));
    card("lost", "alone", Cards.expert(List.of("x")));

    List<AgentTree> tops = AgentTree.of(directory.all());

    assertEquals(List.of("hq/hub", "lost/alone"), addresses(tops));
    assertEquals(List.of("plant1/gw1", "plant2/gw2"), addresses(tops.get(0).below()));
    assertEquals(List.of("plant1/sensor"), addresses(tops.get(0).below().get(0).below()));
  }

  private static List<String> addresses(List<AgentTree> trees) {
    return trees.stream().map(tree -> tree.agent().address()).toList();
  }

  private static List<String> names(List<AgentSeen> agents) {
    return agents.stream().map(AgentSeen::agent).toList();
  }

  private static Card router(Tier tier) {
    return new Card(tier, true, List.of(), List.of(), List.of(), Card.Limits.UNKNOWN, 1);
  }

  private void card(String site, String agent, Card card) {
    publish(MqttMessage.retained(TOPICS.card(site, agent), Codec.encode(card), "x"));
  }

  private void status(String site, String agent, AgentState state, long epoch) {
    publish(
        MqttMessage.retained(
            TOPICS.status(site, agent),
            Codec.encode(new AgentStatus(state, epoch, AT, null)),
            "x"));
  }

  private void publish(MqttMessage message) {
    assertTrue(session.publish(message).isDone());
  }
}
