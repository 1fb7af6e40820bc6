package io.parley.coapentrance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.agent.Agent;
import io.parley.agent.AgentOptions;
import io.parley.agent.Ask;
import io.parley.gateway.Answering.Interim;
import io.parley.message.Answer;
import io.parley.message.Card;
import io.parley.message.Codes;
import io.parley.message.Frame;
import io.parley.message.Status;
import io.parley.message.Tier;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The agent library with a {@code coap} URL: the same calls as over MQTT. */
final class AgentOverCoapTest {
  private Rig rig;
  private Agent agent;

  @BeforeEach
  void open() throws Exception {
    rig = new Rig();
    agent = Agent.connect(rig.uri("/plant"), AgentOptions.named("sensor-1"));
  }

  @AfterEach
  void close() {
    agent.close();
    rig.close();
  }

  @Test
  void anAnswerComesWhole() throws Exception {
    Answer answer = agent.ask(Ask.of("too hot?").about("boiler/3")).get(10, TimeUnit.SECONDS);
    assertEquals("81.5 °C, as boiler 3 says", answer.text());
    assertEquals("gw1", answer.by().agent());
    assertEquals(0.9, answer.confidence());
    assertEquals("boiler/3", rig.answering.asked.get(0).subject());
    assertTrue(agent.connected());
  }

  @Test
  void aRefusalIsAnAnswerToo() throws Exception {
    rig.answering.answers =
        asked ->
            CompletableFuture.completedFuture(
                Answer.by(FakeAnswering.BY)
                    .id(asked.question().id())
                    .ended(Status.REFUSED, Codes.UNAUTHORISED, "not you")
                    .build());
    Answer answer = agent.ask("too hot?").get(10, TimeUnit.SECONDS);
    assertEquals(Status.REFUSED, answer.status());
    assertEquals(Codes.UNAUTHORISED, answer.reason().code());
  }

  @Test
  void aStreamIsHeardPieceByPiece() throws Exception {
    CompletableFuture<Answer> later = new CompletableFuture<>();
    rig.answering.answers = asked -> later;
    BlockingQueue<Frame> frames = new LinkedBlockingQueue<>();
    CompletableFuture<Answer> answer = agent.ask(Ask.of("too hot?").streaming(frames::add));
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (rig.entrance.counts().observers() == 0 && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    String id = rig.answering.asked.get(0).question().id();
    rig.answering.interims.get(0).accept(new Interim.Streamed(new Frame(id, 0, "it is ", null)));
    assertEquals("it is ", frames.poll(10, TimeUnit.SECONDS).delta());
    rig.answering.interims.get(0).accept(new Interim.Streamed(new Frame(id, 1, "hot", null)));
    assertEquals("hot", frames.poll(10, TimeUnit.SECONDS).delta());
    later.complete(FakeAnswering.answered(rig.answering.asked.get(0), "it is hot"));
    assertEquals("it is hot", answer.get(10, TimeUnit.SECONDS).text());
  }

  @Test
  void aQuestionNobodyAnswersExpires() throws Exception {
    rig.answering.answers = asked -> new CompletableFuture<>();
    Answer answer =
        agent.ask(Ask.of("too hot?").within(Duration.ofSeconds(1))).get(10, TimeUnit.SECONDS);
    assertEquals(Status.EXPIRED, answer.status());
  }

  @Test
  void aCardIsRetainedWhereOthersLookForIt() throws Exception {
    agent
        .announce(
            new Card(Tier.SENSOR, false, List.of(), List.of(), List.of(), Card.Limits.UNKNOWN, 1))
        .get(10, TimeUnit.SECONDS);
    assertTrue(rig.session.retained.containsKey("parley/v1/plant/card/sensor-1"));
    assertTrue(rig.session.retained.containsKey("parley/v1/plant/status/sensor-1"));
  }

  @Test
  void anExpertIsToldToUseMqtt() {
    UnsupportedOperationException refused =
        assertThrows(
            UnsupportedOperationException.class,
            () -> agent.answer("boiler/+", inquiry -> inquiry.answer("yes")));
    assertTrue(refused.getMessage().contains("mqtt://"), refused.getMessage());
  }
}
