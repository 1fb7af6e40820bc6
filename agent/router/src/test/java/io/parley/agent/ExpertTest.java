package io.parley.agent;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.calling.ExpertCaller;
import io.parley.codec.Codec;
import io.parley.codec.Limits;
import io.parley.codec.Trees;
import io.parley.errand.Errand;
import io.parley.message.AgentState;
import io.parley.message.Answer;
import io.parley.message.Card;
import io.parley.message.Route;
import io.parley.message.Status;
import io.parley.mqtt.MqttMessage;
import io.parley.mqtt.Subscription;
import io.parley.mqtttransport.MemoryTransportProvider;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** An agent that answers, and one that does what it is told. */
final class ExpertTest {
  @AutoClose private final AgentSite site = new AgentSite();

  @Test
  void anExpertAnswersInTenLinesAndShowsItself() throws Exception {
    ExpertCaller experts = site.router();
    Agent expert = site.agent("pump7");
    expert
        .answer("pump/+", inquiry -> inquiry.answer("40 Hz at " + inquiry.subject()))
        .get(10, SECONDS);
    assertTrue(experts.covers("pump/7"));

    Answer answer = site.agent("c1").ask(Ask.of("how fast?").about("pump/7")).get(10, SECONDS);

    assertEquals("40 Hz at pump/7", answer.text());
    assertEquals("pump7", answer.by().agent());
    assertEquals(Route.EXPERT, answer.route());
    assertEquals(0.99, answer.confidence());
    Card card = new Codec().card(site.retained("parley/v1/plant1/card/pump7").payload());
    assertEquals(List.of("pump/+"), card.subjects());

    expert.close();
    assertEquals(
        AgentState.OFFLINE,
        new Codec().status(site.retained("parley/v1/plant1/status/pump7").payload()).state());
    assertFalse(experts.covers("pump/7"));
  }

  @Test
  void twoExpertsShareTheLoadAndOneDyingIsNotNoticed() throws Exception {
    site.router();
    BlockingQueue<String> who = new LinkedBlockingQueue<>();
    for (String expert : List.of("e1", "e2")) {
      site.agent(expert)
          .answer(
              "pump/#",
              inquiry -> {
                who.add(expert);
                return inquiry.answer(expert);
              })
          .get(10, SECONDS);
    }
    Agent asker = site.agent("c1");
    for (int i = 0; i < 4; i++) {
      assertEquals(
          Status.ANSWERED, asker.ask(Ask.of("?").about("pump/1")).get(10, SECONDS).status());
    }
    assertTrue(who.containsAll(List.of("e1", "e2")), who.toString());

    MemoryTransportProvider.session("e1").cut();

    for (int i = 0; i < 4; i++) {
      assertEquals("e2", asker.ask(Ask.of("?").about("pump/1")).get(10, SECONDS).text());
    }
  }

  @Test
  void anExpertWorksOnceOnWhatIsAskedTwice() throws Exception {
    BlockingQueue<String> worked = new LinkedBlockingQueue<>();
    site.agent("e1")
        .answer(
            "#",
            inquiry -> {
              worked.add(inquiry.text());
              return inquiry.answer("x");
            })
        .get(10, SECONDS);
    var router = site.broker.session("gw");
    BlockingQueue<MqttMessage> answers = new LinkedBlockingQueue<>();
    router.connect().get(10, SECONDS);
    router
        .subscribe(Subscription.live("parley/v1/plant1/answer/gw"), answers::add)
        .get(10, SECONDS);
    byte[] question = Trees.toJson(Map.of("id", "q1", "text", "once?"));
    for (int i = 0; i < 2; i++) {
      router
          .publish(
              new MqttMessage(
                  "parley/v1/plant1/work/any",
                  question,
                  false,
                  "application/json",
                  "parley/v1/plant1/answer/gw",
                  null,
                  30L,
                  List.of()))
          .get(10, SECONDS);
    }

    assertNotNull(answers.poll(10, SECONDS));
    assertNotNull(answers.poll(10, SECONDS));
    assertEquals(1, worked.size());
  }

  @Test
  void aFailingExpertSaysSoAndABusyOneToo() throws Exception {
    site.router();
    site.agent("bad")
        .answer(
            "bad",
            inquiry -> {
              throw new IllegalStateException("a sensor that is not there");
            })
        .get(10, SECONDS);

    Answer answer = site.agent("c1").ask(Ask.of("?").about("bad")).get(10, SECONDS);

    assertEquals(Status.UNSURE, answer.status(), "the router looked elsewhere and found nobody");
  }

  @Test
  void doesWhatAnotherAgentTellsIt() throws Exception {
    site.agent("robot")
        .on(
            "wave",
            told ->
                CompletableFuture.completedFuture(
                    new Errand.Done.Said(Map.of("waved", told.fields().get("times")))))
        .get(10, SECONDS);
    var other = site.broker.session("other");
    BlockingQueue<MqttMessage> replies = new LinkedBlockingQueue<>();
    other.connect().get(10, SECONDS);
    other
        .subscribe(Subscription.live("parley/v1/plant1/answer/other"), replies::add)
        .get(10, SECONDS);

    other
        .publish(
            new MqttMessage(
                "parley/v1/plant1/to/robot",
                Trees.toJson(Map.of("op", "wave", "times", 3)),
                false,
                "application/json",
                "parley/v1/plant1/answer/other",
                null,
                null,
                List.of()))
        .get(10, SECONDS);

    MqttMessage reply = replies.poll(10, SECONDS);
    assertNotNull(reply);
    assertEquals(Map.of("waved", 3L), new Trees(Limits.USUAL).fromJson(reply.payload()));
  }
}
