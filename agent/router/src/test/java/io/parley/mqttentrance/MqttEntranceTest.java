package io.parley.mqttentrance;

import static io.parley.mqttentrance.EntranceRig.ASK;
import static io.parley.mqttentrance.EntranceRig.MINE;
import static io.parley.mqttentrance.EntranceRig.NOW;
import static io.parley.mqttentrance.EntranceRig.SELF;
import static io.parley.mqttentrance.EntranceRig.TOPICS;
import static io.parley.mqttentrance.EntranceRig.answer;
import static io.parley.mqttentrance.EntranceRig.code;
import static io.parley.mqttentrance.EntranceRig.embedded;
import static io.parley.mqttentrance.EntranceRig.message;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.codec.Codec;
import io.parley.codec.Limits;
import io.parley.codec.Trees;
import io.parley.gateway.Answering;
import io.parley.gateway.Asked;
import io.parley.message.Answer;
import io.parley.message.Frame;
import io.parley.message.Status;
import io.parley.mqtt.Correlation;
import io.parley.mqtt.MqttMessage;
import io.parley.mqttentrance.EntranceRig.Fixed;
import io.parley.mqttentrance.EntranceRig.MovingClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Questions that are taken, and what becomes of them. */
final class MqttEntranceTest {
  private final EntranceRig rig = new EntranceRig();

  @Test
  void answersABareTextAsJsonOnTheResponseTopic() throws Exception {
    rig.open(embedded());

    rig.send(message(ASK, "Is boiler 3 too hot?", null, MINE, "c1"));

    Asked asked = rig.answering.asked.get(0);
    assertEquals("Is boiler 3 too hot?", asked.question().text());
    assertEquals("boiler/3", asked.subject());
    assertEquals("c1", asked.client());
    assertEquals("user:c1", asked.principal());
    assertEquals("0102", asked.correlation());
    assertEquals(NOW.plusSeconds(30), asked.expires());
    assertEquals("00-trace", asked.traceparent());
    MqttMessage sent = rig.only(MINE);
    assertEquals("application/json", sent.contentType());
    assertEquals(Correlation.of(new byte[] {1, 2}), sent.correlation());
    assertEquals(30L, sent.expirySeconds());
    assertEquals("00-trace", sent.property("traceparent"));
    assertFalse(sent.retain());
    assertEquals("yes", answer(sent).text());
  }

  @Test
  void answersMessagePackInMessagePack() throws Exception {
    rig.open(embedded());
    byte[] payload = Trees.toMsgPack(Map.of("text", "hot?", "id", "q1"));

    rig.send(message(ASK, payload, "application/msgpack", MINE, "c1"));

    MqttMessage sent = rig.only(MINE);
    assertEquals("application/msgpack", sent.contentType());
    assertEquals("q1", answer(sent).id());
  }

  @Test
  void saysThatTheAskerIsToldOnceTheBrokerHasTheAnswer() {
    CompletableFuture<Answer> later = new CompletableFuture<>();
    rig.answering.answer = later;
    rig.open(embedded());

    rig.send(message(ASK, "hot?", null, MINE, "c1"));
    assertTrue(rig.answering.told.isEmpty());
    later.complete(Fixed.yes(null));

    assertEquals(rig.answering.asked, rig.answering.told);
  }

  @Test
  void tellsWhatAFormerProcessFoundAndAsksAgainWhatItDidNot() throws Exception {
    MqttEntrance entrance = rig.open(embedded());
    byte[] payload = Trees.toMsgPack(Map.of("text", "hot?", "id", "q1"));
    rig.send(message(ASK, payload, "application/msgpack", MINE, "c1"));
    Asked asked = rig.answering.asked.get(0);

    entrance.tell(asked, Fixed.yes("q1"));
    entrance.resume(asked);

    assertEquals(List.of(asked, asked), rig.answering.asked);
    assertEquals(List.of(asked, asked, asked), rig.answering.told);
    for (MqttMessage sent : rig.broker.published(MINE)) {
      assertEquals("application/msgpack", sent.contentType());
      assertEquals(Correlation.of(new byte[] {1, 2}), sent.correlation());
    }
    assertTrue(entrance.flushed().isDone());
  }

  @Test
  void aQuestionLivesFromWhenTheBrokerTookIt() throws Exception {
    rig.open(embedded());
    MqttMessage fresh = message(ASK, "hot?", null, MINE, "c1");

    rig.send(stamped(fresh, NOW.minusSeconds(10), 25));
    rig.send(stamped(fresh, NOW.plusSeconds(10), 25));

    assertEquals(NOW.minusSeconds(10), rig.answering.asked.get(0).received());
    assertEquals(NOW.plusSeconds(15), rig.answering.asked.get(0).expires());
    assertEquals(NOW, rig.answering.asked.get(1).received(), "a clock that was set back");
  }

  private static MqttMessage stamped(MqttMessage message, Instant at, long expiry) {
    List<Map.Entry<String, String>> properties = new ArrayList<>(message.properties());
    properties.add(Map.entry("parley-at", Long.toString(at.toEpochMilli())));
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
    rig.open(embedded());

    rig.send(message("parley/v1/plant1/ask/any", "hot?", null, MINE, "c1"));

    assertEquals("", rig.answering.asked.get(0).subject());
  }

  @Test
  void saysNothingToADuplicate() {
    rig.answering.duplicate = true;
    rig.open(embedded());

    rig.send(message(ASK, "hot?", null, MINE, "c1"));

    assertTrue(rig.broker.published(MINE).isEmpty());
  }

  @Test
  void livesAsLongAsNeedsAndExpirySay() {
    rig.open(embedded());

    rig.send(message(ASK, "{\"text\":\"a\",\"needs\":{\"ms\":1500}}", null, MINE, "c1"));
    rig.send(message(ASK, "b", null, MINE, "c1").withExpiry(7L));

    assertEquals(NOW.plusMillis(1500), rig.answering.asked.get(0).expires());
    assertEquals(NOW.plusSeconds(7), rig.answering.asked.get(1).expires());
    assertEquals(2L, rig.broker.published(MINE).get(0).expirySeconds());
  }

  @Test
  void passesFramesAndProvisionalAnswersOn() throws Exception {
    rig.answering.before =
        List.of(
            new Answering.Interim.Streamed(new Frame("q1", 0, "ye", null)),
            new Answering.Interim.Provisional(
                Answer.by(SELF).ended(Status.UNSURE, "no-answer", "x").provisional(true).build()));
    rig.open(embedded());

    rig.send(message(ASK, "hot?", null, MINE, "c1"));

    List<MqttMessage> sent = rig.broker.published(MINE);
    assertEquals(3, sent.size());
    assertEquals("ye", new Codec().frame(sent.get(0).payload(), sent.get(0).contentType()).delta());
    assertTrue(answer(sent.get(1)).provisional());
    assertEquals("yes", answer(sent.get(2)).text());
  }

  @Test
  void dropsAnAnswerThatIsLate() {
    CompletableFuture<Answer> later = new CompletableFuture<>();
    rig.answering.answer = later;
    MovingClock clock = new MovingClock();
    rig.open(embedded(), clock);
    rig.send(message(ASK, "hot?", null, MINE, "c1"));

    clock.now = NOW.plusSeconds(31);
    later.complete(Fixed.yes(null));

    assertTrue(rig.broker.published(MINE).isEmpty());
    assertEquals(List.of("late"), rig.counts.seen);
  }

  @Test
  void cancelsForTheSamePrincipal() throws Exception {
    rig.open(embedded());

    rig.send(
        message(
            "parley/v1/plant1/to/gw",
            "{\"op\":\"cancel\",\"id\":\"q1\"}",
            "application/json",
            MINE,
            "c1"));

    assertEquals(List.of("user:c1 q1"), rig.answering.cancelled);
    assertEquals(
        Map.of("id", "q1", "ack", true),
        new Trees(Limits.USUAL).fromJson(rig.only(MINE).payload()));
  }

  @Test
  void saysWhichOpsItKnows() throws Exception {
    rig.open(embedded());

    rig.send(message("parley/v1/plant1/to/gw", "{\"op\":\"dance\"}", null, MINE, "c1"));
    rig.send(message("parley/v1/plant1/to/gw", "nonsense", null, MINE, "c1"));
    rig.send(message("parley/v1/plant1/to/gw", "{\"op\":\"cancel\"}", null, MINE, "c1"));

    List<MqttMessage> told = rig.broker.published(MINE);
    assertEquals("unknown-op", code(told.get(0)));
    assertEquals("malformed", code(told.get(1)));
    assertEquals("malformed", code(told.get(2)));
  }

  @Test
  void sharesItsQuestionsWithOtherRoutersOfAnExternalBroker() {
    rig.open(EntranceSettings.external(TOPICS, "plant1", SELF, List.of()));
    Fixed second = new Fixed();
    var other = rig.broker.session("router2");
    var unused = other.connect();
    unused =
        new MqttEntrance(
                other,
                second,
                EntranceSettings.external(TOPICS, "plant1", SELF, List.of()),
                rig.counts,
                new MovingClock())
            .open();

    for (int i = 0; i < 4; i++) {
      rig.send(message(ASK, "hot?", null, MINE, "c1"));
    }

    assertEquals(2, rig.answering.asked.size());
    assertEquals(2, second.asked.size());
  }

  @Test
  void takesNoMoreOnceItDrains() {
    MqttEntrance entrance = rig.open(embedded());

    var unused = entrance.drain();
    rig.send(message(ASK, "hot?", null, MINE, "c1"));

    assertTrue(rig.answering.asked.isEmpty());
  }
}
