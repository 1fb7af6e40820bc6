package io.parley.calling;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.codec.Codec;
import io.parley.codec.Limits;
import io.parley.codec.Trees;
import io.parley.gateway.Upstream.Passed;
import io.parley.message.AgentState;
import io.parley.message.AgentStatus;
import io.parley.message.Answer;
import io.parley.message.Evidence;
import io.parley.message.Needs;
import io.parley.message.Origin;
import io.parley.message.Question;
import io.parley.message.Status;
import io.parley.mqtt.MemoryBroker.MemorySession;
import io.parley.mqtt.MqttMessage;
import io.parley.mqtt.Subscription;
import io.parley.presence.Cards;
import io.parley.presence.Directory;
import io.parley.presence.Mirrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class UpstreamCallerTest {
  @AutoClose private final TwoSites sites = new TwoSites();

  @Test
  void asksTheNodeAboveWithAllThatTravels() throws Exception {
    UpstreamCaller caller = sites.upstream();
    MemorySession hub = sites.hub("hq", "hub");
    List<MqttMessage> asked = new ArrayList<>();
    var unused = hub.subscribe(Subscription.live("parley/v1/hq/ask/#"), asked::add);
    assertEquals("hq", caller.open("").get(10, SECONDS));
    assertTrue(caller.reachable());

    CompletableFuture<Optional<Answer>> result = caller.ask(passed());
    MqttMessage message = asked.get(0);
    Question question = new Codec().question(message.payload(), message.contentType()).question();
    assertEquals("parley/v1/hq/ask/boiler/3", message.topic());
    assertEquals("parley/v1/hq/answer/gw", message.responseTopic());
    assertEquals(passed().question().path(), question.path());
    assertEquals(passed().question().origin(), question.origin());
    assertEquals(passed().question().facts(), question.facts());
    assertEquals(4, question.needs().hops());
    assertNotNull(message.expirySeconds());
    TwoSites.answer(
        hub,
        message,
        Answer.by(TwoSites.by("hub"))
            .ended(Status.UNSURE, "no-answer", "x")
            .provisional(true)
            .build());
    assertFalse(result.isDone(), "a provisional answer is not the end");
    TwoSites.answer(hub, message, TwoSites.yes("hub"));

    assertEquals("hub", result.get(5, SECONDS).orElseThrow().by().agent());
  }

  @Test
  void takesTheAnswerOfTheNodeAboveOnly() throws Exception {
    UpstreamCaller caller = sites.upstream();
    MemorySession hub = sites.hub("hq", "hub");
    List<MqttMessage> asked = new ArrayList<>();
    var unused = hub.subscribe(Subscription.live("parley/v1/hq/ask/#"), asked::add);
    caller.open("hq").get(10, SECONDS);
    for (String from : List.of("parley-node", "local", "hub")) {
      CompletableFuture<Optional<Answer>> result = caller.ask(passed());
      MqttMessage question = asked.get(asked.size() - 1);
      TwoSites.answer(
          hub, question, TwoSites.yes("hub"), List.of(Map.entry("parley-principal", "gwR")));
      assertFalse(result.isDone());
      TwoSites.answer(
          hub, question, TwoSites.yes(from), List.of(Map.entry("parley-principal", from)));
      assertEquals(from, result.get(5, SECONDS).orElseThrow().by().agent());
    }
  }

  @Test
  void cancelsAbove() throws Exception {
    UpstreamCaller caller = sites.upstream();
    MemorySession hub = sites.hub("hq", "hub");
    List<MqttMessage> told = new ArrayList<>();
    var unused = hub.subscribe(Subscription.live("parley/v1/hq/to/hub"), told::add);
    caller.open("hq").get(10, SECONDS);

    caller.ask(passed()).cancel(false);

    assertEquals(
        Map.of("op", "cancel", "id", "q1"),
        new Trees(Limits.USUAL).fromJson(told.get(0).payload()));
    assertEquals("parley/v1/hq/answer/gw", told.get(0).responseTopic());
  }

  @Test
  void isEmptyAtOnceWhileTheNodeAboveIsAwayAndTellsWhenItIsBack() throws Exception {
    UpstreamCaller caller = sites.upstream();
    caller.open("hq").get(10, SECONDS);
    List<String> back = new ArrayList<>();
    caller.onReachable(() -> back.add("back"));
    assertEquals(Optional.empty(), caller.ask(passed()).get(5, SECONDS));

    sites.hub("hq", "hub");

    assertTrue(caller.reachable());
    assertEquals(List.of("back"), back);
  }

  @Test
  void looksForTheNodeAboveOnceItOpens() throws Exception {
    UpstreamCaller caller = sites.upstream();
    sites.hub("hq", "hub");
    assertFalse(caller.looked().isDone());
    caller.open("hq").get(10, SECONDS);
    assertTrue(caller.looked().get(10, SECONDS));
  }

  @Test
  void looksForTheNodeAboveForAMomentOnly() throws Exception {
    UpstreamCaller nobody = sites.upstream();
    nobody.open("hq").get(10, SECONDS);
    assertFalse(nobody.looked().get(10, SECONDS));
    UpstreamCaller away = sites.upstream();
    away.brokerIsAway();
    assertFalse(away.looked().get(10, SECONDS));
  }

  @Test
  void listsTheRoutersWhereThereAreSeveralSitesAbove() {
    UpstreamCaller caller = sites.upstream();
    sites.hub("hq", "hub");
    sites.hub("hq2", "hub2");

    ExecutionException several =
        assertThrows(ExecutionException.class, () -> caller.open("").get(10, SECONDS));

    String said = String.valueOf(several.getMessage());
    assertTrue(said.contains("hq/hub") && said.contains("hq2/hub2"), said);
  }

  @Test
  void mirrorsCardsBothWaysButNeverBack() throws Exception {
    UpstreamCaller caller = sites.upstream();
    sites.hub("hq", "hub");
    TwoSites.card(sites.below, "plant1", "sensor", Cards.expert(List.of("x")));
    caller.open("hq").get(10, SECONDS);

    assertNotNull(sites.below.retained("parley/v1/hq/card/hub"));
    assertNotNull(sites.below.retained("parley/v1/hq/status/hub"));
    assertNotNull(sites.above.retained("parley/v1/plant1/card/gw"));
    assertNotNull(sites.above.retained("parley/v1/plant1/status/gw"));
    assertNotNull(sites.above.retained("parley/v1/plant1/card/sensor"));
    assertEquals(1, sites.above.published("parley/v1/hq/card/hub").size(), "it came from there");
    assertEquals("plant1/gw", TwoSites.mirroredBy(sites.above, "parley/v1/plant1/card/sensor"));
    assertEquals("plant1/gw", TwoSites.mirroredBy(sites.below, "parley/v1/hq/card/hub"));
  }

  @Test
  void aLostLinkTurnsMirroredStatesToOfflineOnBothSides() throws Exception {
    UpstreamCaller caller = sites.upstream();
    MemorySession hub = sites.hub("hq", "hub");
    Directory ofHub = new Directory(TwoSites.TOPICS);
    var unused = ofHub.open(hub);
    Mirrors.turnOffline(ofHub, hub, TwoSites.TOPICS, TwoSites.CLOCK);
    TwoSites.card(sites.below, "plant1", "sensor", Cards.expert(List.of("x")));
    TwoSites.status(sites.below, "plant1", "sensor", AgentState.ONLINE, 1);
    caller.open("hq").get(10, SECONDS);
    assertEquals(AgentState.ONLINE, TwoSites.state(sites.above, "parley/v1/plant1/status/sensor"));

    sites.uplink.cut();

    assertEquals(AgentState.OFFLINE, TwoSites.state(sites.below, "parley/v1/hq/status/hub"));
    assertEquals(AgentState.OFFLINE, TwoSites.state(sites.above, "parley/v1/plant1/status/gw"));
    assertEquals(AgentState.OFFLINE, TwoSites.state(sites.above, "parley/v1/plant1/status/sensor"));
    assertFalse(caller.reachable());

    sites.uplink.connect().get(5, SECONDS);

    assertEquals(AgentState.ONLINE, TwoSites.state(sites.below, "parley/v1/hq/status/hub"));
    assertEquals(AgentState.ONLINE, TwoSites.state(sites.above, "parley/v1/plant1/status/gw"));
    assertEquals(AgentState.ONLINE, TwoSites.state(sites.above, "parley/v1/plant1/status/sensor"));
    assertTrue(caller.reachable());
  }

  @Test
  void anEpochRememberedOnlyAboveIsTaken() throws Exception {
    TwoSites.status(sites.above, "plant1", "gw", AgentState.OFFLINE, 41);
    UpstreamCaller caller = sites.upstream();
    sites.hub("hq", "hub");

    caller.open("hq").get(10, SECONDS);

    assertEquals(
        42,
        new Codec().status(TwoSites.retained(sites.below, "parley/v1/plant1/status/gw")).epoch());
    assertEquals(
        42,
        new Codec().status(TwoSites.retained(sites.above, "parley/v1/plant1/status/gw")).epoch());
    assertEquals(AgentState.ONLINE, TwoSites.state(sites.above, "parley/v1/plant1/status/gw"));
  }

  @Test
  void anEpochAboveThatItCannotHaveHadIsReplaced() throws Exception {
    UpstreamCaller caller = sites.upstream();
    sites.hub("hq", "hub");
    caller.open("hq").get(10, SECONDS);

    TwoSites.status(sites.above, "plant1", "gw", AgentState.OFFLINE, AgentStatus.MOST_EPOCH);

    assertEquals(
        1,
        new Codec().status(TwoSites.retained(sites.below, "parley/v1/plant1/status/gw")).epoch());
    assertEquals(AgentState.ONLINE, TwoSites.state(sites.above, "parley/v1/plant1/status/gw"));
  }

  @Test
  void aCardOfItsNameThatSomebodyElsePutAboveIsReplaced() throws Exception {
    UpstreamCaller caller = sites.upstream();
    sites.hub("hq", "hub");
    caller.open("hq").get(10, SECONDS);
    byte[] ours = TwoSites.retained(sites.below, "parley/v1/plant1/card/gw");

    TwoSites.card(sites.above, "plant1", "gw", Cards.expert(List.of("#")));

    assertArrayEquals(ours, TwoSites.retained(sites.above, "parley/v1/plant1/card/gw"));
    assertArrayEquals(ours, TwoSites.retained(sites.below, "parley/v1/plant1/card/gw"));
  }

  private static Passed passed() {
    Question question =
        Question.ofText("too hot?")
            .withId("q1")
            .withNeeds(new Needs(0.8, 4, 9000L, false, true))
            .passedOn(
                new Origin("plant1", "boiler/3", "gw"),
                List.of("plant1/gw"),
                List.of(new Evidence("boiler/3", "t", "81.5", "C", null)));
    return new Passed(question, "boiler/3", TwoSites.CLOCK.instant().plusSeconds(9), "00-trace");
  }
}
