package io.parley.mqttentrance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.codec.Codec;
import io.parley.codec.Trees;
import io.parley.gateway.Answering;
import io.parley.gateway.Asked;
import io.parley.message.Answer;
import io.parley.message.By;
import io.parley.message.Frame;
import io.parley.message.Route;
import io.parley.message.Status;
import io.parley.message.Tier;
import io.parley.mqtt.Correlation;
import io.parley.mqtt.MemoryBroker;
import io.parley.mqtt.MqttMessage;
import io.parley.topics.TopicFilter;
import io.parley.topics.Topics;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class MqttEntranceTest {
  private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
  private static final By SELF = new By("gw", Tier.GATEWAY, null, null, null);
  private static final Topics TOPICS = new Topics();
  private static final String ASK = "parley/v1/plant1/ask/boiler/3";
  private static final String MINE = "parley/v1/plant1/answer/c1";

  private final MemoryBroker broker = new MemoryBroker();
  private final Fixed answering = new Fixed();
  private final Counted counts = new Counted();

  @Test
  void answersABareTextAsJsonOnTheResponseTopic() throws Exception {
    open(embedded());

    send(message(ASK, "Is boiler 3 too hot?", null, MINE, "c1"));

    Asked asked = answering.asked.get(0);
    assertEquals("Is boiler 3 too hot?", asked.question().text());
    assertEquals("boiler/3", asked.subject());
    assertEquals("c1", asked.client());
    assertEquals("user:c1", asked.principal());
    assertEquals("0102", asked.correlation());
    assertEquals(NOW.plusSeconds(30), asked.expires());
    assertEquals("00-trace", asked.traceparent());
    MqttMessage sent = only(MINE);
    assertEquals("application/json", sent.contentType());
    assertEquals(Correlation.of(new byte[] {1, 2}), sent.correlation());
    assertEquals(30L, sent.expirySeconds());
    assertEquals("00-trace", sent.property("traceparent"));
    assertFalse(sent.retain());
    assertEquals("yes", answer(sent).text());
  }

  @Test
  void answersMessagePackInMessagePack() throws Exception {
    open(embedded());
    byte[] payload = Trees.toMsgPack(Map.of("text", "hot?", "id", "q1"));

    send(message(ASK, payload, "application/msgpack", MINE, "c1"));

    MqttMessage sent = only(MINE);
    assertEquals("application/msgpack", sent.contentType());
    assertEquals("q1", answer(sent).id());
  }

  @Test
  void saysThatTheAskerIsToldOnceTheBrokerHasTheAnswer() {
    CompletableFuture<Answer> later = new CompletableFuture<>();
    answering.answer = later;
    open(embedded());

    send(message(ASK, "hot?", null, MINE, "c1"));
    assertTrue(answering.told.isEmpty());
    later.complete(Fixed.yes(null));

    assertEquals(answering.asked, answering.told);
  }

  @Test
  void tellsWhatAFormerProcessFoundAndAsksAgainWhatItDidNot() throws Exception {
    MqttEntrance entrance = open(embedded());
    byte[] payload = Trees.toMsgPack(Map.of("text", "hot?", "id", "q1"));
    send(message(ASK, payload, "application/msgpack", MINE, "c1"));
    Asked asked = answering.asked.get(0);

    entrance.tell(asked, Fixed.yes("q1"));
    entrance.resume(asked);

    assertEquals(List.of(asked, asked), answering.asked);
    assertEquals(List.of(asked, asked, asked), answering.told);
    for (MqttMessage sent : broker.published(MINE)) {
      assertEquals("application/msgpack", sent.contentType());
      assertEquals(Correlation.of(new byte[] {1, 2}), sent.correlation());
    }
    assertTrue(entrance.flushed().isDone());
  }

  @Test
  void aQuestionLivesFromWhenTheBrokerTookIt() throws Exception {
    open(embedded());
    MqttMessage fresh = message(ASK, "hot?", null, MINE, "c1");

    send(stamped(fresh, NOW.minusSeconds(10), 25));
    send(stamped(fresh, NOW.plusSeconds(10), 25));

    assertEquals(NOW.minusSeconds(10), answering.asked.get(0).received());
    assertEquals(NOW.plusSeconds(15), answering.asked.get(0).expires());
    assertEquals(NOW, answering.asked.get(1).received(), "a clock that was set back");
  }

  private static MqttMessage stamped(MqttMessage message, Instant at, long expiry) {
    List<Map.Entry<String, String>> properties = new ArrayList<>(message.properties());
    properties.add(Map.entry("parley-at", at.toString()));
    properties.add(Map.entry("parley-expiry", Long.toString(expiry)));
    return new MqttMessage(
        message.topic(),
        message.payload(),
        false,
        message.contentType(),
        message.responseTopic(),
        message.correlation(),
        172_800L,
        properties);
  }

  @Test
  void takesTheSubjectAnyAsNone() {
    open(embedded());

    send(message("parley/v1/plant1/ask/any", "hot?", null, MINE, "c1"));

    assertEquals("", answering.asked.get(0).subject());
  }

  @Test
  void answersAnOldClientWhereItsReplyToSays() {
    open(embedded());

    send(message(ASK, "{\"text\":\"hot?\",\"replyTo\":\"" + MINE + "/deep\"}", null, null, "c1"));

    assertEquals(1, broker.published(MINE + "/deep").size());
  }

  @Test
  void answersOnTheAskersOwnTopicWhereItNamesNone() {
    open(embedded());

    send(message(ASK, "hot?", null, null, "c1"));

    assertEquals(1, broker.published(MINE).size());
  }

  @Test
  void needsAReplyPathOnAnExternalBrokerAndBelievesNoStamp() {
    open(EntranceSettings.external(TOPICS, "plant1", SELF, List.of()));

    send(message(ASK, "hot?", null, null, "c1"));
    assertEquals(List.of("reply-topic untold"), counts.seen);

    send(message(ASK, "hot?", null, MINE, "c1"));
    assertEquals("", answering.asked.get(0).client());
    assertEquals("reply:" + MINE, answering.asked.get(0).principal());
    assertNotNull(only(MINE));
  }

  @Test
  void neverAnswersOnATopicThatOthersActOn() throws Exception {
    open(embedded());

    for (String kind : List.of("ask/x", "work/x", "to/gw", "card/gw", "status/gw")) {
      send(message(ASK, "hot?", null, "parley/v1/plant1/" + kind, "c1"));
    }

    assertTrue(answering.asked.isEmpty());
    List<MqttMessage> told = broker.published(MINE);
    assertEquals(5, told.size(), "each refusal goes to the asker's own topic");
    assertEquals("reply-topic", code(told.get(0)));
  }

  @Test
  void answersOnlyWhereTheAskerMayReadOrWhereRepliesAllow() throws Exception {
    open(embedded());

    send(message(ASK, "hot?", null, "parley/v1/plant1/answer/secret", "c1"));
    assertEquals("reply-topic", code(only(MINE)));

    send(message(ASK, "hot?", null, "elsewhere/x", "c1"));
    assertEquals("reply-topic", code(broker.published(MINE).get(1)));

    send(message(ASK, "hot?", null, "my/reply", "c1"));
    assertEquals("yes", answer(only("my/reply")).text());
  }

  @Test
  void saysWhatIsWrongWithAPayload() throws Exception {
    open(embedded());

    send(message(ASK, "{\"text\":\"hot?\",\"needs\":{\"hops\":9}}", null, MINE, "c1"));
    send(message(ASK, new byte[] {(byte) 0xff, 0}, "text/plain", MINE, "c1"));
    send(message(ASK, "x".repeat(70_000), "text/plain", MINE, "c1"));
    send(message(ASK, "[".repeat(40) + "]".repeat(40), "application/json", MINE, "c1"));
    send(message(ASK, "<a/>", "application/xml", MINE, "c1"));
    send(message("parley/v1/plant1/ask/a/b/c/d", "hot?", null, MINE, "c1"));
    send(message("parley/v1/plant1/ask/a b", "hot?", null, MINE, "c1"));

    List<String> codes = new ArrayList<>();
    for (MqttMessage told : broker.published(MINE)) {
      assertEquals(Status.REFUSED, answer(told).status());
      codes.add(code(told));
    }
    assertEquals(
        List.of(
            "malformed",
            "invalid-utf8",
            "oversize",
            "too-deep",
            "unsupported-content-type",
            "invalid-topic",
            "invalid-id"),
        codes);
    assertEquals(codes.stream().map(code -> code + " told").toList(), counts.seen);
    assertTrue(answering.asked.isEmpty());
  }

  @Test
  void refusesARetainedQuestion() throws Exception {
    open(embedded());
    MqttMessage plain = message(ASK, "hot?", null, MINE, "c1");

    send(new MqttMessage(ASK, plain.payload(), true, null, MINE, null, null, plain.properties()));

    assertEquals("retained", code(only(MINE)));
  }

  @Test
  void saysNothingToADuplicate() {
    answering.duplicate = true;
    open(embedded());

    send(message(ASK, "hot?", null, MINE, "c1"));

    assertTrue(broker.published(MINE).isEmpty());
  }

  @Test
  void livesAsLongAsNeedsAndExpirySay() {
    open(embedded());

    send(message(ASK, "{\"text\":\"a\",\"needs\":{\"ms\":1500}}", null, MINE, "c1"));
    send(message(ASK, "b", null, MINE, "c1").withExpiry(7L));

    assertEquals(NOW.plusMillis(1500), answering.asked.get(0).expires());
    assertEquals(NOW.plusSeconds(7), answering.asked.get(1).expires());
    assertEquals(2L, broker.published(MINE).get(0).expirySeconds());
  }

  @Test
  void passesFramesAndProvisionalAnswersOn() throws Exception {
    answering.before =
        List.of(
            new Answering.Interim.Streamed(new Frame("q1", 0, "ye", null)),
            new Answering.Interim.Provisional(
                Answer.by(SELF).ended(Status.UNSURE, "no-answer", "x").provisional(true).build()));
    open(embedded());

    send(message(ASK, "hot?", null, MINE, "c1"));

    List<MqttMessage> sent = broker.published(MINE);
    assertEquals(3, sent.size());
    assertEquals("ye", new Codec().frame(sent.get(0).payload(), sent.get(0).contentType()).delta());
    assertTrue(answer(sent.get(1)).provisional());
    assertEquals("yes", answer(sent.get(2)).text());
  }

  @Test
  void dropsAnAnswerThatIsLate() {
    CompletableFuture<Answer> later = new CompletableFuture<>();
    answering.answer = later;
    MovingClock clock = new MovingClock();
    open(embedded(), clock);
    send(message(ASK, "hot?", null, MINE, "c1"));

    clock.now = NOW.plusSeconds(31);
    later.complete(Fixed.yes(null));

    assertTrue(broker.published(MINE).isEmpty());
    assertEquals(List.of("late"), counts.seen);
  }

  @Test
  void cancelsForTheSamePrincipal() throws Exception {
    open(embedded());

    send(
        message(
            "parley/v1/plant1/to/gw",
            "{\"op\":\"cancel\",\"id\":\"q1\"}",
            "application/json",
            MINE,
            "c1"));

    assertEquals(List.of("user:c1 q1"), answering.cancelled);
    assertEquals(
        Map.of("id", "q1", "ack", true),
        new Trees(io.parley.codec.Limits.USUAL).fromJson(only(MINE).payload()));
  }

  @Test
  void saysWhichOpsItKnows() throws Exception {
    open(embedded());

    send(message("parley/v1/plant1/to/gw", "{\"op\":\"dance\"}", null, MINE, "c1"));
    send(message("parley/v1/plant1/to/gw", "nonsense", null, MINE, "c1"));
    send(message("parley/v1/plant1/to/gw", "{\"op\":\"cancel\"}", null, MINE, "c1"));

    List<MqttMessage> told = broker.published(MINE);
    assertEquals("unknown-op", code(told.get(0)));
    assertEquals("malformed", code(told.get(1)));
    assertEquals("malformed", code(told.get(2)));
  }

  @Test
  void sharesItsQuestionsWithOtherRoutersOfAnExternalBroker() {
    open(EntranceSettings.external(TOPICS, "plant1", SELF, List.of()));
    Fixed second = new Fixed();
    var other = broker.session("router2");
    var unused = other.connect();
    unused =
        new MqttEntrance(
                other,
                second,
                EntranceSettings.external(TOPICS, "plant1", SELF, List.of()),
                counts,
                new MovingClock())
            .open();

    for (int i = 0; i < 4; i++) {
      send(message(ASK, "hot?", null, MINE, "c1"));
    }

    assertEquals(2, answering.asked.size());
    assertEquals(2, second.asked.size());
  }

  @Test
  void takesNoMoreOnceItDrains() {
    MqttEntrance entrance = open(embedded());

    var unused = entrance.drain();
    send(message(ASK, "hot?", null, MINE, "c1"));

    assertTrue(answering.asked.isEmpty());
  }

  private MqttEntrance open(EntranceSettings settings) {
    return open(settings, new MovingClock());
  }

  private MqttEntrance open(EntranceSettings settings, Clock clock) {
    var session = broker.session("router");
    var unused = session.connect();
    MqttEntrance entrance = new MqttEntrance(session, answering, settings, counts, clock);
    unused = entrance.open();
    return entrance;
  }

  private static EntranceSettings embedded() {
    ReplyRights rights =
        new ReplyRights() {
          @Override
          public boolean mayRead(String client, String principal, String topic) {
            return !topic.contains("secret");
          }

          @Override
          public boolean mayPublish(String client, String principal, String topic) {
            return false;
          }
        };
    return EntranceSettings.embedded(
        TOPICS, "plant1", SELF, List.of(TopicFilter.of("my/#")), rights);
  }

  private void send(MqttMessage message) {
    var sender = broker.session("sender");
    var unused = sender.connect();
    var sent = sender.publish(message);
    assertTrue(sent.isDone());
    sender.close();
  }

  private static MqttMessage message(
      String topic,
      String payload,
      @Nullable String contentType,
      @Nullable String responseTopic,
      String client) {
    return message(topic, payload.getBytes(UTF_8), contentType, responseTopic, client);
  }

  private static MqttMessage message(
      String topic,
      byte[] payload,
      @Nullable String contentType,
      @Nullable String responseTopic,
      String client) {
    return new MqttMessage(
        topic,
        payload,
        false,
        contentType,
        responseTopic,
        Correlation.of(new byte[] {1, 2}),
        null,
        List.of(
            Map.entry("parley-client", client),
            Map.entry("parley-principal", "user:" + client),
            Map.entry("traceparent", "00-trace")));
  }

  private MqttMessage only(String topic) {
    List<MqttMessage> sent = broker.published(topic);
    assertEquals(1, sent.size(), topic);
    return sent.get(0);
  }

  private static Answer answer(MqttMessage message) throws Exception {
    return new Codec().answer(message.payload(), message.contentType());
  }

  private static String code(MqttMessage message) throws Exception {
    return Objects.requireNonNull(answer(message).reason()).code();
  }

  private static final class MovingClock extends Clock {
    private Instant now = NOW;

    @Override
    public ZoneOffset getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  private static final class Counted implements EntranceCounts {
    private final List<String> seen = new ArrayList<>();

    @Override
    public void refused(String code, boolean told) {
      seen.add(code + (told ? " told" : " untold"));
    }

    @Override
    public void late() {
      seen.add("late");
    }
  }

  /** Answers everything with yes. */
  private static final class Fixed implements Answering {
    private final List<Asked> asked = new ArrayList<>();
    private final List<Asked> told = new ArrayList<>();
    private final List<String> cancelled = new ArrayList<>();
    private List<Interim> before = List.of();
    private @Nullable CompletableFuture<Answer> answer;
    private boolean duplicate;

    @Override
    public Taken ask(Asked question, Consumer<Interim> interim) {
      asked.add(question);
      before.forEach(interim);
      return new Taken(
          duplicate,
          answer == null
              ? CompletableFuture.completedFuture(yes(question.question().id()))
              : answer);
    }

    static Answer yes(@Nullable String id) {
      return Answer.by(SELF).id(id).answered(Route.MODEL, "yes").build();
    }

    @Override
    public void told(Asked question) {
      told.add(question);
    }

    @Override
    public boolean cancel(String principal, String id) {
      cancelled.add(principal + " " + id);
      return true;
    }
  }
}
