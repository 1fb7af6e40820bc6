package io.parley.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.message.DedupeKey;
import io.parley.message.Life;
import io.parley.message.Reason;
import io.parley.protocol.Cid;
import io.parley.protocol.DocumentException;
import io.parley.protocol.ProtocolDocument;
import io.parley.topics.Address;
import io.parley.topics.InvalidTopicException;
import io.parley.topics.ReplyRule;
import io.parley.topics.TopicFilter;
import io.parley.topics.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Runs the vectors of rules that are neither payloads nor queries over telemetry. */
final class RuleVectorsTest {
  private static final Set<String> OF_OTHERS =
      Set.of("question", "answer", "reply", "card", "status", "evaluation");

  @TestFactory
  List<DynamicTest> rulesHoldAsTheVectorsSay() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Vector vector : Vector.all()) {
      if (!OF_OTHERS.contains(vector.kind())) {
        tests.add(DynamicTest.dynamicTest(vector.name(), () -> check(vector)));
      }
    }
    return tests;
  }

  private static void check(Vector vector) throws Exception {
    switch (vector.kind()) {
      case "topic" -> topic(vector);
      case "root" -> root(vector);
      case "filter" -> filter(vector);
      case "replyTopic" -> replyTopic(vector);
      case "dedupe" -> dedupe(vector);
      case "life" -> life(vector);
      case "cid" -> assertEquals(vector.text("cid"), Cid.of(vector.payload()).text());
      case "document" -> {
        assertThrows(DocumentException.class, () -> ProtocolDocument.read(vector.payload()));
        assertEquals("malformed", vector.text("refused"));
      }
      default -> throw new IllegalArgumentException(vector.kind());
    }
  }

  private static void topic(Vector vector) throws Exception {
    Topics topics = new Topics(vector.text("root"));
    String topic = vector.text("topic");
    if (vector.has("refused")) {
      Reason reason = assertThrows(InvalidTopicException.class, () -> topics.read(topic)).reason();
      assertEquals(vector.text("refused"), reason.code(), reason.text());
      return;
    }
    Address address = topics.read(topic);
    assertEquals(vector.json().get("means"), shown(address));
    assertEquals(topic, topics.of(address));
  }

  private static JsonNode shown(Address address) {
    ObjectNode node = Vector.MAPPER.valueToTree(address);
    ObjectNode shown = Vector.MAPPER.createObjectNode();
    shown.put("address", word(address));
    return shown.setAll(node);
  }

  private static String word(Address address) {
    return switch (address.getClass().getSimpleName()) {
      case "AnswerTo" -> "answer";
      case "CardOf" -> "card";
      case "StatusOf" -> "status";
      case "ProtocolState" -> "state";
      default -> address.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
    };
  }

  private static void root(Vector vector) {
    if (vector.json().get("refused").asBoolean()) {
      assertThrows(IllegalArgumentException.class, () -> new Topics(vector.text("root")));
    } else {
      assertEquals(vector.text("root"), new Topics(vector.text("root")).root());
    }
  }

  private static void filter(Vector vector) {
    if (vector.has("refused")) {
      assertThrows(IllegalArgumentException.class, () -> TopicFilter.of(vector.text("filter")));
    } else {
      assertEquals(
          vector.json().get("matches").asBoolean(),
          TopicFilter.of(vector.text("filter")).matches(vector.text("topic")));
    }
  }

  private static void replyTopic(Vector vector) {
    List<TopicFilter> replies = new ArrayList<>();
    vector.json().get("replies").forEach(f -> replies.add(TopicFilter.of(f.asText())));
    ReplyRule rule = new ReplyRule(new Topics(vector.text("root")), vector.text("site"), replies);
    String refused =
        rule.refusal(
                vector.text("topic"),
                any -> vector.json().get("askerMayRead").asBoolean(),
                any -> vector.json().get("askerMayPublish").asBoolean())
            .map(Reason::code)
            .orElse("");
    assertEquals(vector.text("refused"), refused);
  }

  private static void dedupe(Vector vector) {
    List<String> key =
        DedupeKey.of(
                vector.text("principal"),
                vector.text("entrance"),
                vector.text("replyTopic"),
                vector.text("id"),
                vector.text("correlationData"))
            .map(k -> List.of(k.principal(), k.entrance(), k.replyTopic(), k.name()))
            .orElse(List.of());
    List<String> wanted = new ArrayList<>();
    vector.json().get("key").forEach(part -> wanted.add(part.asText()));
    assertEquals(wanted, key);
  }

  private static void life(Vector vector) {
    Duration left = Life.left(number(vector, "needsMs"), number(vector, "messageExpirySeconds"));
    Duration next = Life.forNext(left);
    assertEquals(vector.json().get("leftMs").asLong(), left.toMillis());
    assertEquals(vector.json().get("nextMs").asLong(), next.toMillis());
    assertEquals(
        vector.json().get("nextMessageExpirySeconds").asLong(), Life.messageExpirySeconds(next));
    assertTrue(next.compareTo(left) <= 0);
  }

  private static Long number(Vector vector, String field) {
    JsonNode node = vector.json().get(field);
    return node.isNull() ? null : node.asLong();
  }
}
