package io.parley.examples;

import io.parley.codec.Codec;
import io.parley.message.Answer;
import io.parley.mqtt.Correlation;
import io.parley.mqtt.MqttMessage;
import io.parley.mqtt.MqttSession;
import io.parley.mqtt.Subscription;
import io.parley.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A device with no model, no card and no library of ours but the codec: it publishes bytes and
 * reads bytes. It asks in words until its site announces a protocol with its sentence; from then on
 * it sends one line of JSON instead, and its gateway answers with code that the gateway wrote.
 */
final class PlainSensor {
  private static final Topics TOPICS = new Topics();

  private final MqttSession session;
  private final String site;
  private final String inbox;
  private final Codec codec = new Codec();
  private final BlockingQueue<MqttMessage> answers = new LinkedBlockingQueue<>();
  private volatile String protocol = "";
  private int asked;

  private PlainSensor(MqttSession session, String site) {
    this.session = session;
    this.site = site;
    this.inbox = TOPICS.answer(site, session.clientId());
  }

  static PlainSensor on(MqttSession session, String site) throws Exception {
    PlainSensor sensor = new PlainSensor(session, site);
    session
        .subscribe(Subscription.live(sensor.inbox), sensor.answers::add)
        .get(30, TimeUnit.SECONDS);
    session
        .subscribe(Subscription.to(TOPICS.root() + "/" + site + "/protocol/+"), sensor::announced)
        .get(30, TimeUnit.SECONDS);
    return sensor;
  }

  /** The last level of the topic is the protocol's id; its document holds the sentence. */
  private void announced(MqttMessage message) {
    if (new String(message.payload(), StandardCharsets.UTF_8).contains("how warm is {place}")) {
      protocol = message.topic().substring(message.topic().lastIndexOf('/') + 1);
    }
  }

  /** How warm a place is; in words at first, in a protocol as soon as one is announced. */
  Answer warmth(String place) throws Exception {
    String payload =
        protocol.isEmpty()
            ? "How warm is %s?".formatted(place)
            : "{\"protocol\":\"%s\",\"body\":{\"place\":\"%s\"}}".formatted(protocol, place);
    session
        .publish(
            new MqttMessage(
                TOPICS.ask(site, "heating"),
                payload.getBytes(StandardCharsets.UTF_8),
                false,
                null,
                inbox,
                Correlation.of(new byte[] {(byte) (asked >> 8), (byte) asked++}),
                30L,
                List.of()))
        .get(30, TimeUnit.SECONDS);
    MqttMessage reply = answers.poll(30, TimeUnit.SECONDS);
    if (reply == null) {
      throw new IllegalStateException("the gateway kept silent");
    }
    Answer answer = codec.answer(reply.payload(), reply.contentType());
    if (answer.nak() != null) {
      protocol = "";
    }
    return answer;
  }
}
