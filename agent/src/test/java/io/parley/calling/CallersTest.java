package io.parley.calling;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.codec.Codec;
import io.parley.codec.Format;
import io.parley.codec.Limits;
import io.parley.codec.Trees;
import io.parley.exchange.Exchange;
import io.parley.gateway.Asked;
import io.parley.gateway.Upstream.Passed;
import io.parley.message.AgentState;
import io.parley.message.AgentStatus;
import io.parley.message.Answer;
import io.parley.message.By;
import io.parley.message.Card;
import io.parley.message.Evidence;
import io.parley.message.Needs;
import io.parley.message.Origin;
import io.parley.message.Question;
import io.parley.message.Route;
import io.parley.message.Status;
import io.parley.message.Tier;
import io.parley.mqtt.MemoryBroker;
import io.parley.mqtt.MemoryBroker.MemorySession;
import io.parley.mqtt.MqttMessage;
import io.parley.mqtt.Subscription;
import io.parley.presence.Cards;
import io.parley.presence.Directory;
import io.parley.presence.EpochStore;
import io.parley.presence.Mirrors;
import io.parley.presence.Presence;
import io.parley.topics.Topics;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class CallersTest {
  private static final Topics TOPICS = new Topics();
  private static final Clock CLOCK = Clock.systemUTC();
  private static final Card GATEWAY = router(Tier.GATEWAY);
  private static final Card HUB = router(Tier.HUB);

  private final MemoryBroker below = new MemoryBroker();
  private final MemoryBroker above = new MemoryBroker();
  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable one : open) {
      one.close();
    }
  }

  @Test
  void asksAnExpertAndTakesItsAnswer() throws Exception {
    ExpertCaller caller = experts("pump");
    MemorySession expert = connected(below, "pump");
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
    MemorySession silent = connected(below, "pump");
    List<MqttMessage> lost = new ArrayList<>();
    var unused = silent.subscribe(Subscription.live("parley/v1/plant1/work/#"), lost::add);
    CompletableFuture<Optional<Answer>> answer = ask(caller);
    unused = silent.unsubscribe("parley/v1/plant1/work/#");
    var heard = expert(connected(below, "other"), Status.ANSWERED);

    status(below, "plant1", "pump", AgentState.OFFLINE, 1);

    assertEquals("other", answer.get(5, SECONDS).orElseThrow().by().agent());
    assertEquals(1, lost.size());
    assertEquals(lost.get(0).correlation(), heard.get(0).correlation());
  }

  @Test
  void asksAnotherExpertWhereOneRefuses() throws Exception {
    ExpertCaller caller = experts("pump", "second");
    var busy = expert(connected(below, "pump"), Status.REFUSED);
    var good = expert(connected(below, "second"), Status.ANSWERED);

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
    MemorySession liar = connected(below, "pump");
    var lies = expert(liar, Status.ANSWERED);
    MemorySession honest = connected(below, "second");
    var truths = expert(honest, Status.ANSWERED);

    // Which of them hears a question first is the broker's choice.
    for (int i = 0; i < 100 && lies.isEmpty(); i++) {
      assertEquals("second", ask(caller).get(10, SECONDS).orElseThrow().by().agent());
    }
    assertFalse(lies.isEmpty());
    assertFalse(truths.isEmpty());

    honest.close();
    assertEquals("pump", ask(caller, 1).get(10, SECONDS).orElseThrow().by().agent());
    status(below, "plant1", "second", AgentState.OFFLINE, 1);
    assertEquals("pump", ask(caller).get(5, SECONDS).orElseThrow().by().agent());
  }

  @Test
  void asksTheNodeAboveWithAllThatTravels() throws Exception {
    UpstreamCaller caller = upstream();
    MemorySession hub = hub("hq", "hub");
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
    answer(
        hub,
        message,
        Answer.by(by("hub")).ended(Status.UNSURE, "no-answer", "x").provisional(true).build());
    assertFalse(result.isDone(), "a provisional answer is not the end");
    answer(hub, message, yes("hub"));

    assertEquals("hub", result.get(5, SECONDS).orElseThrow().by().agent());
  }

  @Test
  void cancelsAbove() throws Exception {
    UpstreamCaller caller = upstream();
    MemorySession hub = hub("hq", "hub");
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
    UpstreamCaller caller = upstream();
    caller.open("hq").get(10, SECONDS);
    List<String> back = new ArrayList<>();
    caller.onReachable(() -> back.add("back"));
    assertEquals(Optional.empty(), caller.ask(passed()).get(5, SECONDS));

    hub("hq", "hub");

    assertTrue(caller.reachable());
    assertEquals(List.of("back"), back);
  }

  @Test
  void listsTheRoutersWhereThereAreSeveralSitesAbove() {
    UpstreamCaller caller = upstream();
    hub("hq", "hub");
    hub("hq2", "hub2");

    ExecutionException several =
        assertThrows(ExecutionException.class, () -> caller.open("").get(10, SECONDS));

    String said = String.valueOf(several.getMessage());
    assertTrue(said.contains("hq/hub") && said.contains("hq2/hub2"), said);
  }

  @Test
  void mirrorsCardsBothWaysButNeverBack() throws Exception {
    UpstreamCaller caller = upstream();
    hub("hq", "hub");
    card(below, "plant1", "sensor", Cards.expert(List.of("x")));
    caller.open("hq").get(10, SECONDS);

    assertNotNull(below.retained("parley/v1/hq/card/hub"));
    assertNotNull(below.retained("parley/v1/hq/status/hub"));
    assertNotNull(above.retained("parley/v1/plant1/card/gw"));
    assertNotNull(above.retained("parley/v1/plant1/status/gw"));
    assertNotNull(above.retained("parley/v1/plant1/card/sensor"));
    assertEquals(1, above.published("parley/v1/hq/card/hub").size(), "it came from there");
    assertEquals("plant1/gw", mirroredBy(above, "parley/v1/plant1/card/sensor"));
    assertEquals("plant1/gw", mirroredBy(below, "parley/v1/hq/card/hub"));
  }

  @Test
  void aLostLinkTurnsMirroredStatesToOfflineOnBothSides() throws Exception {
    UpstreamCaller caller = upstream();
    MemorySession hub = hub("hq", "hub");
    Directory ofHub = new Directory(TOPICS);
    var unused = ofHub.open(hub);
    Mirrors.turnOffline(ofHub, hub, TOPICS, CLOCK);
    card(below, "plant1", "sensor", Cards.expert(List.of("x")));
    status(below, "plant1", "sensor", AgentState.ONLINE, 1);
    caller.open("hq").get(10, SECONDS);
    assertEquals(AgentState.ONLINE, state(above, "parley/v1/plant1/status/sensor"));

    uplink.cut();

    assertEquals(AgentState.OFFLINE, state(below, "parley/v1/hq/status/hub"));
    assertEquals(AgentState.OFFLINE, state(above, "parley/v1/plant1/status/gw"));
    assertEquals(AgentState.OFFLINE, state(above, "parley/v1/plant1/status/sensor"));
    assertFalse(caller.reachable());

    uplink.connect().get(5, SECONDS);

    assertEquals(AgentState.ONLINE, state(below, "parley/v1/hq/status/hub"));
    assertEquals(AgentState.ONLINE, state(above, "parley/v1/plant1/status/gw"));
    assertEquals(AgentState.ONLINE, state(above, "parley/v1/plant1/status/sensor"));
    assertTrue(caller.reachable());
  }

  @Test
  void anEpochRememberedOnlyAboveIsTaken() throws Exception {
    status(above, "plant1", "gw", AgentState.OFFLINE, 41);
    UpstreamCaller caller = upstream();
    hub("hq", "hub");

    caller.open("hq").get(10, SECONDS);

    assertEquals(42, new Codec().status(retained(below, "parley/v1/plant1/status/gw")).epoch());
    assertEquals(42, new Codec().status(retained(above, "parley/v1/plant1/status/gw")).epoch());
    assertEquals(AgentState.ONLINE, state(above, "parley/v1/plant1/status/gw"));
  }

  private MemorySession uplink = above.session("unset");

  private UpstreamCaller upstream() {
    Presence presence = new Presence(TOPICS, "plant1", "gw", EpochStore.NONE, CLOCK);
    MemorySession local = below.session("gw", presence::will);
    var unused = local.connect();
    Directory directory = new Directory(TOPICS);
    unused = directory.open(local);
    unused = presence.start(local, GATEWAY);
    uplink = above.session("gw", presence::will);
    unused = uplink.connect();
    UpstreamCaller caller =
        new UpstreamCaller(
            new UpstreamCaller.Node(TOPICS, "plant1", "gw", presence, local, directory, true),
            uplink,
            CLOCK);
    open.add(presence);
    open.add(caller);
    return caller;
  }

  private MemorySession hub(String site, String agent) {
    Presence presence = new Presence(TOPICS, site, agent, EpochStore.NONE, CLOCK);
    MemorySession session = above.session(agent, presence::will);
    var unused = session.connect();
    unused = presence.start(session, HUB);
    open.add(presence);
    return session;
  }

  private ExpertCaller experts(String... names) {
    MemorySession router = connected(below, "gw");
    Directory directory = new Directory(TOPICS);
    var unused = directory.open(router);
    for (String name : names) {
      card(below, "plant1", name, Cards.expert(List.of("pump/#")));
      status(below, "plant1", name, AgentState.ONLINE, 1);
    }
    Exchange exchange = new Exchange(router, TOPICS.answer("plant1", "gw"), new Codec(), CLOCK);
    unused = exchange.open();
    return new ExpertCaller(exchange, TOPICS, "plant1", directory, CLOCK);
  }

  private static CompletableFuture<Optional<Answer>> ask(ExpertCaller caller) {
    return ask(caller, 20);
  }

  private static CompletableFuture<Optional<Answer>> ask(ExpertCaller caller, int seconds) {
    Instant now = CLOCK.instant();
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

  private static Passed passed() {
    Question question =
        Question.ofText("too hot?")
            .withId("q1")
            .withNeeds(new Needs(0.8, 4, 9000L, false, true))
            .passedOn(
                new Origin("plant1", "boiler/3", "gw"),
                List.of("plant1/gw"),
                List.of(new Evidence("boiler/3", "t", "81.5", "C", null)));
    return new Passed(question, "boiler/3", CLOCK.instant().plusSeconds(9), "00-trace");
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
                      ? yes(session.clientId())
                      : Answer.by(by(session.clientId())).ended(status, "busy", "x").build();
              answer(session, message, answer);
            });
    return heard;
  }

  private static void answer(MemorySession from, MqttMessage question, Answer answer) {
    var sent =
        from.publish(
            new MqttMessage(
                Objects.requireNonNull(question.responseTopic()),
                Codec.encode(answer, Format.JSON),
                false,
                "application/json",
                null,
                question.correlation(),
                30L,
                List.of()));
    assertTrue(sent.isDone());
  }

  private static Answer yes(String agent) {
    return Answer.by(by(agent)).answered(Route.EXPERT, "yes").build();
  }

  private static By by(String agent) {
    return new By(agent, Tier.SENSOR, null, null, null);
  }

  private static Card router(Tier tier) {
    return new Card(tier, true, List.of(), List.of(), List.of(), Card.Limits.UNKNOWN, 0);
  }

  private static MemorySession connected(MemoryBroker broker, String name) {
    MemorySession session = broker.session(name);
    var unused = session.connect();
    return session;
  }

  private static void card(MemoryBroker broker, String site, String agent, Card card) {
    publish(broker, MqttMessage.retained(TOPICS.card(site, agent), Codec.encode(card), "x"));
  }

  private static void status(
      MemoryBroker broker, String site, String agent, AgentState state, long epoch) {
    publish(
        broker,
        MqttMessage.retained(
            TOPICS.status(site, agent),
            Codec.encode(new AgentStatus(state, epoch, CLOCK.instant(), null)),
            "x"));
  }

  private static void publish(MemoryBroker broker, MqttMessage message) {
    MemorySession session = connected(broker, "publisher");
    assertTrue(session.publish(message).isDone());
    session.close();
  }

  private static byte[] retained(MemoryBroker broker, String topic) {
    MqttMessage message = broker.retained(topic);
    assertNotNull(message, topic);
    return message.payload();
  }

  private static AgentState state(MemoryBroker broker, String topic) throws Exception {
    return new Codec().status(retained(broker, topic)).state();
  }

  private static String mirroredBy(MemoryBroker broker, String topic) {
    MqttMessage message = broker.retained(topic);
    return message == null ? "" : String.valueOf(message.property(Directory.MIRRORED_BY));
  }
}
