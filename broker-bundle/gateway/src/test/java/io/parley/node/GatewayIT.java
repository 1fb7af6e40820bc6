package io.parley.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.agent.Agent;
import io.parley.agent.AgentOptions;
import io.parley.codec.Codec;
import io.parley.codec.Trees;
import io.parley.config.Settings;
import io.parley.message.Answer;
import io.parley.message.Route;
import io.parley.message.Status;
import io.parley.message.Tier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole gateway, asked by Debian's MQTT clients. An expert stands in for a model. */
final class GatewayIT {
  private static final String ANSWERS = "parley/v1/plant1/answer/me";
  private static final String ASK = "parley/v1/plant1/ask/pump/7";

  @TempDir static Path data;
  private static Node node;
  private static Agent expert;
  private static String port;

  @BeforeAll
  static void start() {
    Settings settings =
        Settings.builder()
            .agent("gw")
            .port(0)
            .coapPort(0)
            .httpPort(0)
            .model("none")
            .data(data)
            .build();
    node = Node.start(settings, Tier.GATEWAY, Clock.systemUTC());
    String url = node.addresses().get(0);
    port = url.substring(url.lastIndexOf(':') + 1);
    expert = Agent.connect(url + "/plant1", AgentOptions.named("pump7"));
    expert
        .answer("pump/7", inquiry -> inquiry.answer("40 Hz"))
        .orTimeout(10, TimeUnit.SECONDS)
        .join();
  }

  @AfterAll
  static void stop() {
    expert.close();
    node.close();
  }

  @Test
  void answersAPlainQuestionFromMosquitto() throws Exception {
    Answer answer = request("How fast is pump 7?");
    assertEquals(Status.ANSWERED, answer.status());
    assertEquals("40 Hz", answer.text());
    assertEquals(Route.EXPERT, answer.route());
    assertEquals("gw", answer.hops().get(0).agent());
  }

  @Test
  void answersAJsonQuestionUnderItsId() throws Exception {
    Answer answer = request("{\"id\":\"q1\",\"text\":\"How fast?\"}");
    assertEquals("q1", answer.id());
    assertEquals("40 Hz", answer.text());
  }

  @Test
  void answersAnMqtt311ClientThroughReplyTo() throws Exception {
    String answer =
        heard(
            List.of("mosquitto_sub", "-V", "311", "-i", "old"),
            "parley/v1/plant1/answer/old",
            "mosquitto_pub",
            "-V",
            "311",
            "-q",
            "1",
            "-p",
            port,
            "-t",
            ASK,
            "-m",
            "{\"text\":\"How fast?\",\"replyTo\":\"parley/v1/plant1/answer/old\"}");
    assertTrue(answer.contains("40 Hz"), answer);
  }

  @Test
  void answersMessagePackInMessagePack() throws Exception {
    Path question = data.resolve("question.msgpack");
    Files.write(question, Trees.toMsgPack(Map.of("id", "q7", "text", "How fast?")));
    String hex =
        heard(
            List.of("mosquitto_sub", "-V", "5", "-i", "packer", "-F", "%x"),
            "parley/v1/plant1/answer/packer",
            "mosquitto_pub",
            "-V",
            "5",
            "-q",
            "1",
            "-p",
            port,
            "-D",
            "publish",
            "content-type",
            "application/msgpack",
            "-D",
            "publish",
            "response-topic",
            "parley/v1/plant1/answer/packer",
            "-t",
            ASK,
            "-f",
            question.toString());
    Answer answer = new Codec().answer(HexFormat.of().parseHex(hex.strip()), "application/msgpack");
    assertEquals("q7", answer.id());
    assertEquals("40 Hz", answer.text());
  }

  /** What a client hears of one message on the topic, after another one asked. */
  private static String heard(List<String> listener, String topic, String... asking)
      throws Exception {
    List<String> command = new ArrayList<>(List.of("stdbuf", "-oL"));
    command.addAll(listener);
    command.addAll(List.of("-p", port, "-t", topic, "-C", "1", "-W", "20", "-d"));
    var lines = Shell.start(command).inputReader();
    String line = lines.readLine();
    while (line != null && !line.contains("SUBACK")) {
      line = lines.readLine();
    }
    Shell.run(asking);
    List<String> rest = new ArrayList<>();
    for (line = lines.readLine(); line != null; line = lines.readLine()) {
      if (!line.startsWith("Client ") && !line.startsWith("Subscribed ")) {
        rest.add(line);
      }
    }
    return String.join("\n", rest);
  }

  @Test
  void refusesWhatIsMalformedWithFieldValueAndRule() throws Exception {
    Answer answer = request("{\"text\":\"How fast?\",\"needs\":{\"confidence\":7}}");
    assertEquals(Status.REFUSED, answer.status());
    assertEquals("malformed", answer.reason().code());
    assertTrue(answer.reason().text().contains("needs.confidence"), answer.reason().text());
    assertTrue(answer.reason().text().contains("7"), answer.reason().text());
  }

  @Test
  void refusesAQuestionThatIsTooLarge() throws Exception {
    Answer answer = request("x".repeat(70_000));
    assertEquals("oversize", answer.reason().code());
  }

  @Test
  void staysUnsureAboutWhatNobodyKnows() throws Exception {
    Answer answer =
        answer(
            Shell.run(
                "mosquitto_rr",
                "-V",
                "5",
                "-p",
                port,
                "-t",
                "parley/v1/plant1/ask/any",
                "-e",
                ANSWERS,
                "-m",
                "Who won the match?",
                "-W",
                "20"));
    assertEquals(Status.UNSURE, answer.status());
    assertTrue(answer.reason() != null);
  }

  private static Answer request(String payload) throws Exception {
    return answer(
        Shell.run(
            "mosquitto_rr",
            "-V",
            "5",
            "-p",
            port,
            "-t",
            ASK,
            "-e",
            ANSWERS,
            "-m",
            payload,
            "-W",
            "20"));
  }

  private static Answer answer(String json) throws Exception {
    return new Codec()
        .answer(json.getBytes(java.nio.charset.StandardCharsets.UTF_8), "application/json");
  }
}
