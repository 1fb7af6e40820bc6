package io.parley.spec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.codec.Asking;
import io.parley.codec.Codec;
import io.parley.codec.CodecException;
import io.parley.codec.Format;
import io.parley.codec.Reply;
import io.parley.message.Question;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Runs the vectors of payloads against the codecs. */
final class VectorsTest {
  private final Codec codec = new Codec();

  @TestFactory
  List<DynamicTest> payloadsMeanWhatTheVectorsSay() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Vector vector : Vector.all()) {
      if (vector.has("utf8") || vector.has("hex") || vector.has("parts")) {
        switch (vector.kind()) {
          case "question", "answer", "reply", "card", "status" ->
              tests.add(DynamicTest.dynamicTest(vector.name(), () -> check(vector)));
          default -> assertTrue(List.of("cid", "document").contains(vector.kind()));
        }
      }
    }
    return tests;
  }

  @Test
  void thereAreEnoughVectors() {
    assertTrue(Vector.all().size() >= 300);
    assertEquals(Vector.all().size(), Vector.all().stream().map(Vector::name).distinct().count());
  }

  private void check(Vector vector) throws Exception {
    if (vector.has("refused")) {
      CodecException refused = assertThrows(CodecException.class, () -> meaning(vector));
      JsonNode wanted = vector.json().get("refused");
      assertEquals(wanted.get("code").asText(), refused.code(), refused.text());
      assertEquals(wanted.get("field").asText(), refused.field(), refused.text());
      return;
    }
    JsonNode meaning = Vector.MAPPER.readTree(meaning(vector));
    if (vector.has("means")) {
      JsonNode means = vector.json().get("means");
      assertTrue(Vector.same(means, meaning), () -> meaning + " instead of " + means);
    } else if (vector.has("meansText")) {
      assertArrayEquals(
          Vector.part(vector.json().get("meansText")),
          meaning.get("text").asText().getBytes(StandardCharsets.UTF_8));
    } else {
      assertEquals(vector.json().required("meansDepth").asInt(), depth(meaning));
    }
    if (vector.has("digits")) {
      for (int i = 0; i < vector.json().get("digits").size(); i++) {
        assertEquals(
            vector.json().get("digits").get(i).asText(),
            meaning.get("body").get(i).decimalValue().toString());
      }
    }
  }

  /** What the payload means, as a writer would write it in JSON. */
  private byte[] meaning(Vector vector) throws CodecException, IOException {
    byte[] payload = vector.payload();
    String type = vector.contentType();
    return switch (vector.kind()) {
      case "question" -> question(vector, codec.question(payload, type));
      case "answer" -> Codec.encode(codec.answer(payload, type), Format.JSON);
      case "reply" -> reply(vector, codec.reply(payload, type));
      case "card" -> Codec.encode(codec.card(payload));
      case "status" -> Codec.encode(codec.status(payload));
      default -> throw new IllegalArgumentException(vector.kind());
    };
  }

  private byte[] question(Vector vector, Asking asking) throws CodecException, IOException {
    assertEquals(vector.text("format"), asking.format().contentType());
    assertEquals(vector.text("answerFormat"), asking.format().ofAnswer().contentType());
    if (!vector.has("meansText") && !vector.has("meansDepth")) {
      Question question = asking.question();
      for (Format format : List.of(Format.JSON, Format.MSGPACK)) {
        Asking again = codec.question(Codec.encode(question, format), format.contentType());
        assertTrue(
            Vector.same(
                Vector.MAPPER.readTree(Codec.encode(question, Format.JSON)),
                Vector.MAPPER.readTree(Codec.encode(again.question(), Format.JSON))),
            format::contentType);
      }
    }
    return Codec.encode(asking.question(), Format.JSON);
  }

  private static byte[] reply(Vector vector, Reply reply) {
    assertEquals(vector.text("is"), reply instanceof Reply.Whole ? "answer" : "frame");
    if (reply instanceof Reply.Whole whole) {
      return Codec.encode(whole.answer(), Format.JSON);
    }
    return Codec.encode(((Reply.Part) reply).frame(), Format.JSON);
  }

  private static int depth(JsonNode node) {
    int below = 0;
    for (JsonNode child : node) {
      below = Math.max(below, depth(child));
    }
    return node.isContainerNode() ? below + 1 : 0;
  }
}
