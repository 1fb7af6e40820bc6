package io.parley.mqttentrance;

import static io.parley.mqttentrance.EntranceRig.ASK;
import static io.parley.mqttentrance.EntranceRig.MINE;
import static io.parley.mqttentrance.EntranceRig.SELF;
import static io.parley.mqttentrance.EntranceRig.TOPICS;
import static io.parley.mqttentrance.EntranceRig.answer;
import static io.parley.mqttentrance.EntranceRig.code;
import static io.parley.mqttentrance.EntranceRig.embedded;
import static io.parley.mqttentrance.EntranceRig.message;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.message.Status;
import io.parley.mqtt.Correlation;
import io.parley.mqtt.MqttMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Where answers go, and what is refused. */
final class MqttEntranceRepliesTest {
  private final EntranceRig rig = new EntranceRig();

  @Test
  void answersAnOldClientWhereItsReplyToSays() {
    rig.open(embedded());

    rig.send(
        message(ASK, "{\"text\":\"hot?\",\"replyTo\":\"" + MINE + "/deep\"}", null, null, "c1"));

    assertEquals(1, rig.broker.published(MINE + "/deep").size());
  }

  @Test
  void answersOnTheAskersOwnTopicWhereItNamesNone() {
    rig.open(embedded());

    rig.send(message(ASK, "hot?", null, null, "c1"));

    assertEquals(1, rig.broker.published(MINE).size());
  }

  @Test
  void needsAReplyPathOnAnExternalBrokerAndBelievesNoStamp() {
    rig.open(EntranceSettings.external(TOPICS, "plant1", SELF, List.of()));

    rig.send(message(ASK, "hot?", null, null, "c1"));
    assertEquals(List.of("reply-topic untold"), rig.counts.seen);

    rig.send(message(ASK, "hot?", null, MINE, "c1"));
    assertEquals("", rig.answering.asked.get(0).client());
    assertEquals("reply:" + MINE, rig.answering.asked.get(0).principal());
    assertNotNull(rig.only(MINE));
  }

  @Test
  void neverAnswersOnATopicThatOthersActOn() throws Exception {
    rig.open(embedded());

    for (String kind : List.of("ask/x", "work/x", "to/gw", "card/gw", "status/gw")) {
      rig.send(message(ASK, "hot?", null, "parley/v1/plant1/" + kind, "c1"));
    }

    assertTrue(rig.answering.asked.isEmpty());
    List<MqttMessage> told = rig.broker.published(MINE);
    assertEquals(5, told.size(), "each refusal goes to the asker's own topic");
    assertEquals("reply-topic", code(told.get(0)));
  }

  @Test
  void answersOnlyWhereTheAskerMayReadOrWhereRepliesAllow() throws Exception {
    rig.open(embedded());

    rig.send(message(ASK, "hot?", null, "parley/v1/plant1/answer/secret", "c1"));
    assertEquals("reply-topic", code(rig.only(MINE)));

    rig.send(message(ASK, "hot?", null, "elsewhere/x", "c1"));
    assertEquals("reply-topic", code(rig.broker.published(MINE).get(1)));

    rig.send(message(ASK, "hot?", null, "my/reply", "c1"));
    assertEquals("yes", answer(rig.only("my/reply")).text());
  }

  @Test
  void saysWhatIsWrongWithAPayload() throws Exception {
    rig.open(embedded());

    rig.send(message(ASK, "{\"text\":\"hot?\",\"needs\":{\"hops\":9}}", null, MINE, "c1"));
    rig.send(message(ASK, new byte[] {(byte) 0xff, 0}, "text/plain", MINE, "c1"));
    rig.send(message(ASK, "x".repeat(70_000), "text/plain", MINE, "c1"));
    rig.send(message(ASK, "[".repeat(40) + "]".repeat(40), "application/json", MINE, "c1"));
    rig.send(message(ASK, "<a/>", "application/xml", MINE, "c1"));
    rig.send(message("parley/v1/plant1/ask/a/b/c/d", "hot?", null, MINE, "c1"));
    rig.send(message("parley/v1/plant1/ask/a b", "hot?", null, MINE, "c1"));

    List<String> codes = new ArrayList<>();
    for (MqttMessage told : rig.broker.published(MINE)) {
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
    assertEquals(codes.stream().map(code -> code + " told").toList(), rig.counts.seen);
    assertTrue(rig.answering.asked.isEmpty());
  }

  @Test
  void refusesCorrelationDataThatIsLongerThanItRemembers() throws Exception {
    rig.open(embedded());
    MqttMessage plain = message(ASK, "hot?", null, MINE, "c1");
    for (int bytes : new int[] {1_024, 1_025}) {
      Correlation correlation = Correlation.of(new byte[bytes]);
      rig.send(
          new MqttMessage(
              ASK, plain.payload(), false, null, MINE, correlation, null, plain.properties()));
    }

    assertEquals(1, rig.answering.asked.size());
    MqttMessage told = rig.broker.published(MINE).get(1);
    assertEquals("oversize", code(told));
    assertEquals(
        "correlation data of 1025 bytes must be at most 1024",
        Objects.requireNonNull(answer(told).reason()).text());
  }

  @Test
  void refusesARetainedQuestion() throws Exception {
    rig.open(embedded());
    MqttMessage plain = message(ASK, "hot?", null, MINE, "c1");

    rig.send(
        new MqttMessage(ASK, plain.payload(), true, null, MINE, null, null, plain.properties()));

    assertEquals("retained", code(rig.only(MINE)));
  }
}
