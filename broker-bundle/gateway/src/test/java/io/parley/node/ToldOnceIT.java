package io.parley.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.parley.codec.Codec;
import io.parley.codec.CodecException;
import io.parley.codec.Format;
import io.parley.config.LinkSettings;
import io.parley.config.Settings;
import io.parley.gateway.Asked;
import io.parley.ledger.DiskLedger;
import io.parley.message.Answer;
import io.parley.message.By;
import io.parley.message.Codes;
import io.parley.message.Question;
import io.parley.message.Status;
import io.parley.message.Tier;
import io.parley.mqtt.BrokerUrl;
import io.parley.mqtt.Correlation;
import io.parley.mqtt.MqttMessage;
import io.parley.mqtt.MqttSession;
import io.parley.mqtt.SessionOptions;
import io.parley.mqtt.Subscription;
import io.parley.paho.PahoSession;
import io.parley.uplink.Mosquitto;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a former process of a gateway told is not told again, however late it comes again. */
final class ToldOnceIT {
  private static final Clock CLOCK = Clock.systemUTC();
  private static final String REPLIES = "parley/v1/plant1/answer/asker";

  @AutoClose private final Closing open = new Closing();
  private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
  @TempDir Path folder;

  /** On a broker that outlives the gateway the asker hears what is told at the start as well. */
  @Test
  void aQuestionToldAsExpiredIsKnownAgainAfterARestart() throws Exception {
    leaveJournal();
    Mosquitto broker = open.add(Mosquitto.start());
    MqttSession asker = asker(broker.url());
    open.add(gateway(broker.url()));

    assertNextAnswer("untold", Status.EXPIRED);
    asker.publish(question("told")).get(30, SECONDS);
    asker.publish(question("fresh")).get(30, SECONDS);
    // Answers come in the order in which they were given: one to "told" would be here first.
    assertNextAnswer("fresh", Status.UNSURE);
  }

  private void assertNextAnswer(String id, Status status) throws InterruptedException {
    Answer answer = answers.poll(60, SECONDS);
    assertNotNull(answer, () -> "no answer to " + id);
    assertEquals(id, answer.id(), answer::toString);
    assertEquals(status, answer.status(), answer::toString);
  }

  private void leaveJournal() throws IOException {
    try (NodePlace place = NodePlace.take(folder, Tier.GATEWAY, "plant1");
        DiskLedger journal = DiskLedger.open(place.questions(), CLOCK)) {
      Asked told = asked("told");
      journal.taken(told);
      journal.ended(
          told,
          Answer.by(new By("gw", Tier.GATEWAY, null, null, null))
              .id("told")
              .ended(Status.EXPIRED, Codes.EXPIRED, "its time was up")
              .build());
      journal.told(told);
      journal.taken(asked("untold"));
    }
  }

  /** As the entrance writes it down: an external broker does not say who asked. */
  private static Asked asked(String id) {
    Instant expired = CLOCK.instant().minus(Duration.ofMinutes(10));
    return new Asked(
        words(id),
        "",
        "",
        "reply:" + REPLIES,
        REPLIES,
        correlation(id).hex(),
        expired.minusSeconds(30),
        expired,
        null);
  }

  private static MqttMessage question(String id) {
    return new MqttMessage(
        "parley/v1/plant1/ask/any",
        Codec.encode(words(id), Format.JSON),
        false,
        Format.JSON.contentType(),
        REPLIES,
        correlation(id),
        null,
        List.of());
  }

  private static Question words(String id) {
    return Question.ofText("Who won the match?").withId(id);
  }

  private static Correlation correlation(String id) {
    return Correlation.of(id.getBytes(UTF_8));
  }

  private MqttSession asker(String url) throws Exception {
    SessionOptions options = SessionOptions.of(BrokerUrl.parse(url), "asker");
    MqttSession asker = open.add(PahoSession.of(options));
    asker.connect().get(30, SECONDS);
    asker.subscribe(Subscription.live(REPLIES), this::heard).get(30, SECONDS);
    return asker;
  }

  private void heard(MqttMessage message) {
    try {
      answers.add(new Codec().answer(message.payload(), message.contentType()));
    } catch (CodecException e) {
      throw new IllegalStateException(e);
    }
  }

  private Node gateway(String broker) {
    Settings settings =
        Settings.builder()
            .agent("gw")
            .broker(LinkSettings.to(broker))
            .coapPort(0)
            .httpPort(0)
            .model("none")
            .data(folder)
            .build();
    return Node.start(settings, Tier.GATEWAY, CLOCK);
  }
}
