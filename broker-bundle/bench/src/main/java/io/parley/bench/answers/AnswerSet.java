package io.parley.bench.answers;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * An evaluation set: what comes over MQTT at a site, and questions with what a right answer holds.
 *
 * @param name its name
 * @param language the language of its questions
 * @param zone the site's time zone
 * @param now when the questions are asked
 * @param messages what came, in order
 * @param questions what is asked
 */
record AnswerSet(
    String name,
    String language,
    ZoneId zone,
    Instant now,
    List<Message> messages,
    List<Question> questions) {
  private static final int MOST_BYTES = 16 << 20;

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  /** A message as it was on the wire. */
  record Message(Instant at, String topic, byte[] payload, boolean retained) {}

  /**
   * A question.
   *
   * @param answerable whether the telemetry answers it
   * @param must what the answer has to hold, each in one of several spellings
   * @param mustNot what it must not hold
   */
  record Question(
      String id, String text, boolean answerable, List<List<String>> must, List<String> mustNot) {}

  /**
   * Reads a set.
   *
   * @throws IOException if the file cannot be read or is no set
   */
  static AnswerSet read(Path file) throws IOException {
    JsonNode root = JSON.readTree(bytes(file));
    Instant now = OffsetDateTime.parse(root.path("now").asText()).toInstant();
    List<Message> messages = new ArrayList<>();
    for (JsonNode each : root.path("messages")) {
      messages.add(
          new Message(
              now.plus(Duration.parse(each.path("at").asText())),
              each.path("topic").asText(),
              payload(each.path("payload")),
              each.path("retain").asBoolean()));
    }
    List<Question> questions = new ArrayList<>();
    for (JsonNode each : root.path("questions")) {
      List<List<String>> must = new ArrayList<>();
      each.path("must").forEach(spellings -> must.add(texts(spellings)));
      questions.add(
          new Question(
              each.path("id").asText(),
              each.path("text").asText(),
              each.path("answerable").asBoolean(),
              must,
              texts(each.path("mustNot"))));
    }
    return new AnswerSet(
        root.path("set").asText(file.getFileName().toString()),
        root.path("language").asText("en"),
        ZoneId.of(root.path("zone").asText("UTC")),
        now,
        messages,
        questions);
  }

  private static byte[] bytes(Path file) throws IOException {
    if (!file.toString().endsWith(".gz")) {
      return Files.readAllBytes(file);
    }
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new IOException("%s unpacks to more than %d bytes".formatted(file, MOST_BYTES));
      }
      return bytes;
    }
  }

  private static byte[] payload(JsonNode node) throws IOException {
    return node.isTextual()
        ? node.asText().getBytes(java.nio.charset.StandardCharsets.UTF_8)
        : JSON.writeValueAsBytes(node);
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(each -> texts.add(each.asText()));
    return texts;
  }
}
