package io.parley.agent;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.calling.ExpertCaller;
import io.parley.codec.Codec;
import io.parley.codec.Limits;
import io.parley.codec.Trees;
import io.parley.errand.Errand;
import io.parley.exchange.Exchange;
import io.parley.gateway.Answering;
import io.parley.gateway.Asked;
import io.parley.message.AgentState;
import io.parley.message.Answer;
import io.parley.message.By;
import io.parley.message.Card;
import io.parley.message.Frame;
import io.parley.message.Question;
import io.parley.message.Route;
import io.parley.message.Status;
import io.parley.message.Tier;
import io.parley.mqtt.MemoryBroker;
import io.parley.mqtt.MqttMessage;
import io.parley.mqtt.Subscription;
import io.parley.mqttentrance.EntranceCounts;
import io.parley.mqttentrance.EntranceSettings;
import io.parley.mqttentrance.MqttEntrance;
import io.parley.mqtttransport.MemoryTransportProvider;
import io.parley.presence.Directory;
import io.parley.presence.EpochStore;
import io.parley.presence.Presence;
import io.parley.topics.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class AgentTest {
  private static final Topics TOPICS = new Topics();
  private static final Clock CLOCK = Clock.systemUTC();
  private static final By GATEWAY = new By("gw", Tier.GATEWAY, null, null, null);

  private final String name = "b" + UUID.randomUUID();
  private final MemoryBroker broker = MemoryTransportProvider.broker(name);
  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void closeAll() throws Exception {
    for (int i = open.size() - 1; i >= 0; i--) {
      open.get(i).close();
    }
  }

  @Test
  void asksAndIsAnswered() throws Exception {
    router((asked, interim) -> yes("yes to " + asked.question().text() + asked.subject()));

    Answer answer = agent("c1").ask(Ask.of("hot?").about("boiler/3")).get(10, SECONDS);

    assertEquals("yes to hot?boiler/3", answer.text());
    MqttMessage sent = broker.published("parley/v1/plant1/ask/#").get(0);
    assertEquals("parley/v1/plant1/answer/c1", sent.responseTopic());
    assertEquals(30L, sent.expirySeconds());
    assertNull(broker.retained("parley/v1/plant1/status/c1"), "who only asks shows no status");
  }

  @Test
  void hearsFramesAndProvisionalAnswersInOrderOnItsOwnThreads() throws Exception {
    router(
        (asked, interim) -> {
          for (int i = 0; i < 5; i++) {
            interim.accept(
                new Answering.Interim.Streamed(new Frame(asked.question().id(), i, "t" + i, null)));
          }
          interim.accept(
              new Answering.Interim.Provisional(
                  Answer.by(GATEWAY)
                      .ended(Status.UNSURE, "no-answer", "x")
                      .provisional(true)
                      .build()));
          return yes("end");
        });
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    Answer answer =
        agent("c1")
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
    Answer answer = agent("c1").ask(Ask.of("hot?").within(Duration.ofMillis(50))).get(10, SECONDS);

    assertEquals(Status.EXPIRED, answer.status());
    assertEquals("c1", answer.by().agent());
  }

  @Test
  void takesAQuestionBack() throws Exception {
    List<String> cancelled = new ArrayList<>();
    CountDownLatch told = new CountDownLatch(1);
    router(
        new Scripted((asked, interim) -> new CompletableFuture<>()) {
          @Override
          public boolean cancel(String principal, String id) {
            cancelled.add(id);
            told.countDown();
            return true;
          }
        });
    CompletableFuture<Answer> answer = agent("c1").ask("hot?");
    String id = question().id();

    answer.cancel(true);

    assertTrue(told.await(10, SECONDS));
    assertEquals(id, cancelled.get(0));
  }

  @Test
  void anExpertAnswersInTenLinesAndShowsItself() throws Exception {
    ExpertCaller experts = router(new Scripted(null));
    Agent expert = agent("pump7");
    expert
        .answer("pump/+", inquiry -> inquiry.answer("40 Hz at " + inquiry.subject()))
        .get(10, SECONDS);
    assertTrue(experts.covers("pump/7"));

    Answer answer = agent("c1").ask(Ask.of("how fast?").about("pump/7")).get(10, SECONDS);

    assertEquals("40 Hz at pump/7", answer.text());
    assertEquals("pump7", answer.by().agent());
    assertEquals(Route.EXPERT, answer.route());
    assertEquals(1.0, answer.confidence());
    Card card = new Codec().card(retained("parley/v1/plant1/card/pump7").payload());
    assertEquals(List.of("pump/+"), card.subjects());

    expert.close();
    assertEquals(
        AgentState.OFFLINE,
        new Codec().status(retained("parley/v1/plant1/status/pump7").payload()).state());
    assertFalse(experts.covers("pump/7"));
  }

  @Test
  void twoExpertsShareTheLoadAndOneDyingIsNotNoticed() throws Exception {
    router(new Scripted(null));
    BlockingQueue<String> who = new LinkedBlockingQueue<>();
    for (String expert : List.of("e1", "e2")) {
      agent(expert)
          .answer(
              "pump/#",
              inquiry -> {
                who.add(expert);
                return inquiry.answer(expert);
              })
          .get(10, SECONDS);
    }
    Agent asker = agent("c1");
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
    agent("e1")
        .answer(
            "#",
            inquiry -> {
              worked.add(inquiry.text());
              return inquiry.answer("x");
            })
        .get(10, SECONDS);
    var router = broker.session("gw");
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
    router(new Scripted(null));
    agent("bad")
        .answer(
            "bad",
            inquiry -> {
              throw new IllegalStateException("a sensor that is not there");
            })
        .get(10, SECONDS);

    Answer answer = agent("c1").ask(Ask.of("?").about("bad")).get(10, SECONDS);

    assertEquals(Status.UNSURE, answer.status(), "the router looked elsewhere and found nobody");
  }

  @Test
  void doesWhatAnotherAgentTellsIt() throws Exception {
    agent("robot")
        .on(
            "wave",
            told ->
                CompletableFuture.completedFuture(
                    new Errand.Done.Said(Map.of("waved", told.fields().get("times")))))
        .get(10, SECONDS);
    var other = broker.session("other");
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

  @Test
  void asksAnewUnderAFreshIdWhatABrokerForgot() throws Exception {
    Agent agent = agent("c1");
    CompletableFuture<Answer> answer = agent.ask("hot?");
    String first = question().id();
    MemoryTransportProvider.session("c1").cut();
    router((asked, interim) -> yes("at last"));

    MemoryTransportProvider.session("c1").connect().get(10, SECONDS);

    assertEquals("at last", answer.get(10, SECONDS).text());
    assertEquals(2, broker.published("parley/v1/plant1/ask/#").size());
    assertNotEquals(first, question().id());
  }

  @Test
  void waitsOfflineUntilThereIsALine() throws Exception {
    router((asked, interim) -> yes("hello again"));
    Agent agent = agent("c1");
    MemoryTransportProvider.session("c1").cut();
    CompletableFuture<Answer> answer = agent.ask(Ask.of("hot?").within(Duration.ofMinutes(1)));
    assertEquals(0, broker.published("parley/v1/plant1/ask/#").size());

    MemoryTransportProvider.session("c1").connect().get(10, SECONDS);

    assertEquals("hello again", answer.get(10, SECONDS).text());
    assertEquals(1, broker.published("parley/v1/plant1/ask/#").size());
  }

  @Test
  void takesNameAndSiteFromTheUrl() throws Exception {
    Agent agent = Agent.connect("memory://carl:pw@" + name + "/plant9");
    open.add(agent);

    var unused = agent.ask("?");

    assertEquals("carl", agent.name());
    assertEquals(1, broker.published("parley/v1/plant9/ask/any").size());
  }

  @Test
  void saysWhichSchemesItKnows() {
    IllegalArgumentException unknown =
        assertThrows(IllegalArgumentException.class, () -> Agent.connect("gopher://x"));

    String said = String.valueOf(unknown.getMessage());
    assertTrue(said.contains("gopher") && said.contains("mqtts"), said);
  }

  private Agent agent(String agent) {
    Agent made = Agent.connect("memory://" + name, AgentOptions.named(agent));
    open.add(made);
    return made;
  }

  private Question question() throws Exception {
    List<MqttMessage> asked = broker.published("parley/v1/plant1/ask/#");
    MqttMessage last = asked.get(asked.size() - 1);
    return new Codec().question(last.payload(), last.contentType()).question();
  }

  private MqttMessage retained(String topic) {
    MqttMessage message = broker.retained(topic);
    assertNotNull(message, topic);
    return message;
  }

  private static CompletableFuture<Answer> yes(String text) {
    return CompletableFuture.completedFuture(
        Answer.by(GATEWAY).answered(Route.MODEL, text).build());
  }

  /** A router of this site: what it is told to say, or else what its experts say. */
  private ExpertCaller router(
      @Nullable BiFunction<Asked, Consumer<Answering.Interim>, CompletableFuture<Answer>> says)
      throws Exception {
    return router(new Scripted(says));
  }

  private ExpertCaller router(Scripted answering) throws Exception {
    Presence presence = new Presence(TOPICS, "plant1", "gw", EpochStore.NONE, CLOCK);
    var session = broker.session("gw", presence::will);
    session.connect().get(10, SECONDS);
    Directory directory = new Directory(TOPICS);
    directory.open(session).get(10, SECONDS);
    Exchange exchange = new Exchange(session, TOPICS.answer("plant1", "gw"), new Codec(), CLOCK);
    exchange.open().get(10, SECONDS);
    answering.experts = new ExpertCaller(exchange, TOPICS, "plant1", directory, CLOCK);
    new MqttEntrance(
            session,
            answering,
            EntranceSettings.external(TOPICS, "plant1", GATEWAY, List.of()),
            EntranceCounts.NONE,
            CLOCK)
        .open()
        .get(10, SECONDS);
    presence
        .start(
            session,
            new Card(Tier.GATEWAY, true, List.of(), List.of(), List.of(), Card.Limits.UNKNOWN, 0))
        .get(10, SECONDS);
    open.add(presence);
    open.add(session);
    return answering.experts;
  }

  /** Says what it is told to say, or else asks its experts. */
  private static class Scripted implements Answering {
    private final @Nullable BiFunction<Asked, Consumer<Interim>, CompletableFuture<Answer>> says;

    @Nullable ExpertCaller experts;

    Scripted(@Nullable BiFunction<Asked, Consumer<Interim>, CompletableFuture<Answer>> says) {
      this.says = says;
    }

    @Override
    public Taken ask(Asked asked, Consumer<Interim> interim) {
      ExpertCaller known = experts;
      if (says != null || known == null) {
        return new Taken(
            false, says == null ? new CompletableFuture<>() : says.apply(asked, interim));
      }
      return new Taken(
          false,
          known
              .ask(asked, asked.expires().minusMillis(500))
              .thenApply(
                  found ->
                      found.orElseGet(
                          () ->
                              Answer.by(GATEWAY)
                                  .ended(Status.UNSURE, "no-answer", "nobody knows")
                                  .build())));
    }

    @Override
    public void told(Asked asked) {}

    @Override
    public boolean cancel(String principal, String id) {
      return false;
    }
  }
}
