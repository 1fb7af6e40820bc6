package io.parley.calling;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.codec.Codec;
import io.parley.exchange.Exchange;
import io.parley.gateway.Asked;
import io.parley.message.AgentState;
import io.parley.message.Answer;
import io.parley.message.Question;
import io.parley.message.Status;
import io.parley.mqtt.MemoryBroker.MemorySession;
import io.parley.mqtt.MqttMessage;
import io.parley.mqtt.Subscription;
import io.parley.presence.Cards;
import io.parley.presence.Directory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class ExpertCallerTest {
  @AutoClose private final TwoSites sites = new TwoSites();

  @Test
  void asksAnExpertAndTakesItsAnswer() throws Exception {
    ExpertCaller caller = experts("pump");
    MemorySession expert = TwoSites.connected(sites.below, "pump");
    var heard = expert(expert, Status.ANSWERED);

    assertTrue(caller.covers("pump/1"));
    Answer answer = ask(caller).get(5, SECONDS).orElseThrow();

    assertEquals("pump", answer.by().agent());
    assertEquals("parley/v1/plant1/work/pump/1", heard.get(0).topic());
    assertEquals("parley/v1/plant1/answer/gw", heard.get(0).responseTopic());
    assertEquals("00-trace", heard.get(0).property("traceparent"));
  }

  @Test
  void knowsAtOnceThatNobodyHears() throws Exception {
    ExpertCaller caller = experts("pump");

    assertEquals(Optional.empty(), ask(caller).get(5, SECONDS));
    assertFalse(caller.covers("boiler"));
  }

  @Test
  void asksAgainWhenAnExpertDies() throws Exception {
    ExpertCaller caller = experts("pump");
    MemorySession silent = TwoSites.connected(sites.below, "pump");
    List<MqttMessage> lost = new ArrayList<>();
    var unused = silent.subscribe(Subscription.live("parley/v1/plant1/work/#"), lost::add);
    CompletableFuture<Optional<Answer>> answer = ask(caller);
    unused = silent.unsubscribe("parley/v1/plant1/work/#");
    var heard = expert(TwoSites.connected(sites.below, "other"), Status.ANSWERED);

    TwoSites.status(sites.below, "plant1", "pump", AgentState.OFFLINE, 1);

    assertEquals("other", answer.get(5, SECONDS).orElseThrow().by().agent());
    assertEquals(1, lost.size());
    assertEquals(lost.get(0).correlation(), heard.get(0).correlation());
  }

  @Test
  void asksAgainWhenAnExpertHasConnectedAnew() throws Exception {
    ExpertCaller caller = experts("pump");
    MemorySession before = TwoSites.connected(sites.below, "pump");
    List<MqttMessage> lost = new ArrayList<>();
    var unused = before.subscribe(Subscription.live("parley/v1/plant1/work/#"), lost::add);
    CompletableFuture<Optional<Answer>> answer = ask(caller);
    before.close();
    var heard = expert(TwoSites.connected(sites.below, "pump"), Status.ANSWERED);

    TwoSites.card(sites.below, "plant1", "pump", Cards.expert(List.of("pump/#")));

    assertEquals("pump", answer.get(5, SECONDS).orElseThrow().by().agent());
    assertEquals(1, lost.size());
    assertEquals(1, heard.size());
  }

  @Test
  void asksAnotherExpertWhereOneRefuses() throws Exception {
    ExpertCaller caller = experts("pump", "second");
    var busy = expert(TwoSites.connected(sites.below, "pump"), Status.REFUSED);
    var good = expert(TwoSites.connected(sites.below, "second"), Status.ANSWERED);

    // Which of them hears a question first is the broker's choice.
    int asked = 0;
    while (busy.isEmpty() && asked < 100) {
      assertEquals("second", ask(caller).get(5, SECONDS).orElseThrow().by().agent());
      asked++;
    }

    assertEquals(1, busy.size());
    assertEquals(asked, good.size());
  }

  @Test
  void theAnswerOfOneThatIsNotBelievedStandsOnlyWhereNoOtherComes() throws Exception {
    ExpertCaller caller = experts("pump", "second");
    caller.distrust((agent, protocol) -> agent.equals("pump"));
    MemorySession liar = TwoSites.connected(sites.below, "pump");
    var lies = expert(liar, Status.ANSWERED);
    MemorySession honest = TwoSites.connected(sites.below, "second");
    var truths = expert(honest, Status.ANSWERED);

    // Which of them hears a question first is the broker's choice.
    for (int i = 0; i < 100 && lies.isEmpty(); i++) {
      assertEquals("second", ask(caller).get(10, SECONDS).orElseThrow().by().agent());
    }
    assertFalse(lies.isEmpty());
    assertFalse(truths.isEmpty());

    honest.close();
    assertEquals("pump", ask(caller, 1).get(10, SECONDS).orElseThrow().by().agent());
    TwoSites.status(sites.below, "plant1", "second", AgentState.OFFLINE, 1);
    assertEquals("pump", ask(caller).get(5, SECONDS).orElseThrow().by().agent());
  }

  private ExpertCaller experts(String... names) {
    MemorySession router = TwoSites.connected(sites.below, "gw");
    Directory directory = new Directory(TwoSites.TOPICS);
    var unused = directory.open(router);
    for (String name : names) {
      TwoSites.card(sites.below, "plant1", name, Cards.expert(List.of("pump/#")));
      TwoSites.status(sites.below, "plant1", name, AgentState.ONLINE, 1);
    }
    Exchange exchange =
        new Exchange(router, TwoSites.TOPICS.answer("plant1", "gw"), new Codec(), TwoSites.CLOCK);
    unused = exchange.open();
    return new ExpertCaller(exchange, TwoSites.TOPICS, "plant1", directory, TwoSites.CLOCK);
  }

  private static CompletableFuture<Optional<Answer>> ask(ExpertCaller caller) {
    return ask(caller, 20);
  }

  private static CompletableFuture<Optional<Answer>> ask(ExpertCaller caller, int seconds) {
    Instant now = TwoSites.CLOCK.instant();
    Asked asked =
        new Asked(
            Question.ofText("how fast?"),
            "pump/1",
            "c1",
            "user:c1",
            "parley/v1/plant1/answer/c1",
            "",
            now,
            now.plusSeconds(60),
            "00-trace");
    return caller.ask(asked, now.plusSeconds(seconds));
  }

  private static List<MqttMessage> expert(MemorySession session, Status status) {
    List<MqttMessage> heard = new ArrayList<>();
    var unused =
        session.subscribe(
            Subscription.live("$share/experts/parley/v1/plant1/work/pump/#"),
            message -> {
              heard.add(message);
              Answer answer =
                  status == Status.ANSWERED
                      ? TwoSites.yes(session.clientId())
                      : Answer.by(TwoSites.by(session.clientId()))
                          .ended(status, "busy", "x")
                          .build();
              TwoSites.answer(session, message, answer);
            });
    return heard;
  }
}
