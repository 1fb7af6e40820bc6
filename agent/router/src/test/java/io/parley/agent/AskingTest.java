package io.parley.agent;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.gateway.Answering;
import io.parley.message.Answer;
import io.parley.message.Frame;
import io.parley.message.Status;
import io.parley.mqtt.MqttMessage;
import io.parley.mqtttransport.MemoryTransportProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** An agent that asks. */
final class AskingTest {
  @AutoClose private final AgentSite site = new AgentSite();

  @Test
  void asksAndIsAnswered() throws Exception {
    site.router(
        (asked, interim) -> AgentSite.yes("yes to " + asked.question().text() + asked.subject()));

    Answer answer = site.agent("c1").ask(Ask.of("hot?").about("boiler/3")).get(10, SECONDS);

    assertEquals("yes to hot?boiler/3", answer.text());
    MqttMessage sent = site.broker.published("parley/v1/plant1/ask/#").get(0);
    assertEquals("parley/v1/plant1/answer/c1", sent.responseTopic());
    assertEquals(30L, sent.expirySeconds());
    assertNull(site.broker.retained("parley/v1/plant1/status/c1"), "who only asks shows no status");
  }

  @Test
  void hearsFramesAndProvisionalAnswersInOrderOnItsOwnThreads() throws Exception {
    site.router(
        (asked, interim) -> {
          for (int i = 0; i < 5; i++) {
            interim.accept(
                new Answering.Interim.Streamed(new Frame(asked.question().id(), i, "t" + i, null)));
          }
          interim.accept(
              new Answering.Interim.Provisional(
                  Answer.by(AgentSite.GATEWAY)
                      .ended(Status.UNSURE, "no-answer", "x")
                      .provisional(true)
                      .build()));
          return AgentSite.yes("end");
        });
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    Answer answer =
        site.agent("c1")
            .ask(
                Ask.of("hot?")
                    .streaming(
                        frame -> heard.add(frame.delta() + " " + Thread.currentThread().getName()))
                    .waiting(provisional -> heard.add("provisional")))
            .get(10, SECONDS);

    assertEquals("end", answer.text());
    List<String> said = new ArrayList<>(heard);
    assertEquals(6, said.size());
    assertTrue(said.get(0).startsWith("t0 c1-"), said.toString());
    assertTrue(said.get(4).startsWith("t4 "), said.toString());
    assertEquals("provisional", said.get(5));
  }

  @Test
  void saysExpiredWhenNobodyAnswers() throws Exception {
    Answer answer =
        site.agent("c1").ask(Ask.of("hot?").within(Duration.ofMillis(50))).get(10, SECONDS);

    assertEquals(Status.EXPIRED, answer.status());
    assertEquals("c1", answer.by().agent());
  }

  @Test
  void takesAQuestionBack() throws Exception {
    ScriptedRouter router = new ScriptedRouter((asked, interim) -> new CompletableFuture<>());
    site.router(router);
    CompletableFuture<Answer> answer = site.agent("c1").ask("hot?");
    String id = site.question().id();

    answer.cancel(true);

    assertEquals(id, router.cancelled.poll(10, SECONDS));
  }

  @Test
  void asksAnewUnderAFreshIdWhatABrokerForgot() throws Exception {
    Agent agent = site.agent("c1");
    CompletableFuture<Answer> answer = agent.ask("hot?");
    String first = site.question().id();
    MemoryTransportProvider.session("c1").cut();
    site.router((asked, interim) -> AgentSite.yes("at last"));

    MemoryTransportProvider.session("c1").connect().get(10, SECONDS);

    assertEquals("at last", answer.get(10, SECONDS).text());
    assertEquals(2, site.broker.published("parley/v1/plant1/ask/#").size());
    assertNotEquals(first, site.question().id());
  }

  @Test
  void waitsOfflineUntilThereIsALine() throws Exception {
    site.router((asked, interim) -> AgentSite.yes("hello again"));
    Agent agent = site.agent("c1");
    MemoryTransportProvider.session("c1").cut();
    CompletableFuture<Answer> answer = agent.ask(Ask.of("hot?").within(Duration.ofMinutes(1)));
    assertEquals(0, site.broker.published("parley/v1/plant1/ask/#").size());

    MemoryTransportProvider.session("c1").connect().get(10, SECONDS);

    assertEquals("hello again", answer.get(10, SECONDS).text());
    assertEquals(1, site.broker.published("parley/v1/plant1/ask/#").size());
  }

  @Test
  void takesNameAndSiteFromTheUrl() throws Exception {
    Agent agent = site.connect("memory://carl:pw@" + site.name + "/plant9");

    var unused = agent.ask("?");

    assertEquals("carl", agent.name());
    assertEquals(1, site.broker.published("parley/v1/plant9/ask/any").size());
  }

  @Test
  void saysWhichSchemesItKnows() {
    IllegalArgumentException unknown =
        assertThrows(IllegalArgumentException.class, () -> Agent.connect("gopher://x"));

    String said = String.valueOf(unknown.getMessage());
    assertTrue(said.contains("gopher") && said.contains("mqtts"), said);
  }
}
