package io.parley.calling;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.codec.Codec;
import io.parley.exchange.Exchange;
import io.parley.gateway.Asked;
import io.parley.gateway.Experts;
import io.parley.message.AgentState;
import io.parley.message.Answer;
import io.parley.message.By;
import io.parley.message.Hop;
import io.parley.message.Question;
import io.parley.message.Route;
import io.parley.message.Status;
import io.parley.message.Tier;
import io.parley.mqtt.MemoryBroker.MemorySession;
import io.parley.mqtt.MqttMessage;
import io.parley.mqtt.Subscription;
import io.parley.presence.Cards;
import io.parley.presence.Directory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    TwoSites.card(sites.below, "plant1", "other", Cards.expert(List.of("pump/#")));

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

  @Test
  void passesOverTheAnswerOfAnAgentWhoseCardDoesNotCoverTheSubject() throws Exception {
    ExpertCaller caller = experts("pump");
    TwoSites.card(sites.below, "plant1", "boiler", Cards.expert(List.of("boiler/#")));
    answers("boiler", List.of(), TwoSites.yes("boiler"));
    answers("rogue", List.of(), TwoSites.yes("gw"));
    expert(TwoSites.connected(sites.below, "pump"), Status.ANSWERED);

    assertEquals("pump", ask(caller).get(5, SECONDS).orElseThrow().by().agent());
  }

  @Test
  void takesAnAnswerByItsStampAndTellsItWithTheNameOfItsSender() throws Exception {
    ExpertCaller caller = experts("pump", "second");
    caller.stamped("op1"::equals);
    answers("rogue", stamp("rogue", "rogue"), TwoSites.yes("pump"));
    answers("unstamped", List.of(), TwoSites.yes("pump"));
    Answer claims =
        Answer.by(new By("gw", Tier.HUB, "qwen", null, null))
            .answered(Route.MODEL, "yes")
            .confidence(1.0)
            .hops(List.of(new Hop("hub", Status.ANSWERED, 1), new Hop("pump", Status.ANSWERED, 2)))
            .build();
    answers("pump", stamp("any-client", "pump"), claims);

    Answer taken = ask(caller).get(5, SECONDS).orElseThrow();

    assertEquals(new By("pump", Tier.SENSOR, "qwen", null, null), taken.by());
    assertEquals(Route.EXPERT, taken.route());
    assertEquals(0.99, taken.confidence());
    assertEquals(List.of(new Hop("pump", Status.ANSWERED, 2)), taken.hops());
  }

  @Test
  void anOperatorMayAnswerForTheExpertsThatItRuns() throws Exception {
    ExpertCaller caller = experts("pump", "second");
    caller.stamped("op1"::equals);
    answers("nobody", stamp("x", "op1"), TwoSites.yes("nobody"));
    answers("second", stamp("second", "op1"), TwoSites.yes("pump"));
    assertEquals("second", ask(caller).get(5, SECONDS).orElseThrow().by().agent());

    answers("second", stamp("tool", "op1"), TwoSites.yes("pump"));
    assertEquals("pump", ask(caller).get(5, SECONDS).orElseThrow().by().agent());
  }

  @Test
  void saysWhoseRightsTheSenderHas() throws Exception {
    ExpertCaller caller = experts("pump");
    caller.stamped("op1"::equals);
    answers("pump", stamp("pump", "op1"), TwoSites.yes("pump"));

    assertEquals("op1", caller.ask(asked(), soon()).get(5, SECONDS).orElseThrow().principal());
  }

  @Test
  void onAnotherBrokerNobodysRightsAreKnown() throws Exception {
    ExpertCaller caller = experts("pump");
    answers("pump", stamp("pump", "op1"), TwoSites.yes("pump"));

    assertEquals("", caller.ask(asked(), soon()).get(5, SECONDS).orElseThrow().principal());
  }

  private static List<Map.Entry<String, String>> stamp(String client, String principal) {
    return List.of(Map.entry("parley-client", client), Map.entry("parley-principal", principal));
  }

  /** Hears every question and answers this. */
  private void answers(String name, List<Map.Entry<String, String>> stamp, Answer answer) {
    MemorySession session = TwoSites.connected(sites.below, name);
    var unused =
        session.subscribe(
            Subscription.live("parley/v1/plant1/work/pump/#"),
            message -> TwoSites.answer(session, message, answer, stamp));
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
    return caller
        .ask(asked(), now.plusSeconds(seconds))
        .thenApply(said -> said.map(Experts.Said::answer));
  }

  private static Instant soon() {
    return TwoSites.CLOCK.instant().plusSeconds(20);
  }

  private static Asked asked() {
    Instant now = TwoSites.CLOCK.instant();
    return new Asked(
        Question.ofText("how fast?"),
        "pump/1",
        "c1",
        "user:c1",
        "parley/v1/plant1/answer/c1",
        "",
        now,
        now.plusSeconds(60),
        "00-trace");
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
