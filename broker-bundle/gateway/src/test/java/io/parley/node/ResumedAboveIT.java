package io.parley.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.agent.Agent;
import io.parley.agent.AgentOptions;
import io.parley.codec.Codec;
import io.parley.codec.Format;
import io.parley.codec.Reply;
import io.parley.message.Answer;
import io.parley.message.Status;
import io.parley.mqtt.BrokerUrl;
import io.parley.mqtt.MqttMessage;
import io.parley.mqtt.MqttSession;
import io.parley.mqtt.SessionOptions;
import io.parley.mqtt.Subscription;
import io.parley.uplink.HivemqSession;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway dies while the node above looks for the answer; the next one asks there again. */
final class ResumedAboveIT {
  private static final String REPLIES = "parley/v1/plant1/answer/asker";

  @AutoClose private final Closing open = new Closing();
  private final CountDownLatch heardAbove = new CountDownLatch(1);
  private final CountDownLatch killed = new CountDownLatch(1);
  private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
  @TempDir Path folder;

  @Test
  void aQuestionThatIsTakenUpAgainIsPassedUpAgain() throws Exception {
    NodeProcess hub = node("hub", "hub", "hq", List.of());
    String upstream = hub.address("mqtt") + "/hq";
    sage(upstream);
    NodeProcess first = gateway("first", "0", upstream);
    BrokerUrl url = BrokerUrl.parse(first.address("mqtt"));
    MqttSession asker = asker(url);

    asker.publish(question()).get(30, SECONDS);
    assertTrue(heardAbove.await(60, SECONDS));
    first.kill();
    killed.countDown();
    gateway("second", Integer.toString(url.port()), upstream);

    Answer answer = answers.poll(120, SECONDS);
    assertEquals(Status.ANSWERED, answer.status(), answer.toString());
    assertEquals("the hub knows", answer.text());
  }

  private static MqttMessage question() {
    return new MqttMessage(
        "parley/v1/plant1/ask/vault/1",
        "{\"id\":\"q1\",\"text\":\"What does it say?\",\"needs\":{\"ms\":240000}}".getBytes(UTF_8),
        false,
        Format.JSON.contentType(),
        REPLIES,
        null,
        240L,
        List.of());
  }

  private MqttSession asker(BrokerUrl url) throws Exception {
    SessionOptions options =
        SessionOptions.of(url, "asker").withSessionExpiry(Duration.ofMinutes(5));
    MqttSession asker = open.add(HivemqSession.of(options));
    asker.connect().get(30, SECONDS);
    asker.subscribe(Subscription.live(REPLIES), this::heard).get(30, SECONDS);
    return asker;
  }

  private void heard(MqttMessage message) {
    try {
      if (new Codec().reply(message.payload(), message.contentType())
          instanceof Reply.Whole whole) {
        answers.add(whole.answer());
      }
    } catch (io.parley.codec.CodecException e) {
      throw new IllegalStateException(e);
    }
  }

  private void sage(String url) throws Exception {
    Agent sage = open.add(Agent.connect(url, AgentOptions.named("sage")));
    open.then(killed::countDown);
    sage.answer(
            "vault/+",
            inquiry -> {
              heardAbove.countDown();
              assertTrue(killed.await(60, SECONDS));
              return inquiry.answer("the hub knows");
            })
        .get(30, SECONDS);
  }

  private NodeProcess gateway(String name, String port, String upstream) {
    return node(name, "gateway", "plant1", List.of("--port", port, "--upstream", upstream));
  }

  private NodeProcess node(String name, String tier, String site, List<String> more) {
    List<String> arguments = new ArrayList<>(List.of(tier, "--agent", tier));
    arguments.addAll(List.of("--site", site, "--model", "none"));
    arguments.addAll(List.of("--coap-port", "-1", "--http-port", "-1"));
    arguments.addAll(List.of("--data", folder.resolve(tier).toString()));
    arguments.addAll(more.isEmpty() ? List.of("--port", "0") : more);
    NodeProcess process = NodeProcess.start(name, folder, arguments);
    open.then(process::kill);
    return process;
  }
}
