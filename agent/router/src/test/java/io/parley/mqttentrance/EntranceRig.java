package io.parley.mqttentrance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.codec.Codec;
import io.parley.gateway.Answering;
import io.parley.gateway.Asked;
import io.parley.message.Answer;
import io.parley.message.By;
import io.parley.message.Route;
import io.parley.message.Tier;
import io.parley.mqtt.Correlation;
import io.parley.mqtt.MemoryBroker;
import io.parley.mqtt.MqttMessage;
import io.parley.topics.TopicFilter;
import io.parley.topics.Topics;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An entrance on a broker in memory, with what it asks and what it counts. */
final class EntranceRig {
  static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
  static final By SELF = new By("gw", Tier.GATEWAY, null, null, null);
  static final Topics TOPICS = new Topics();
  static final String ASK = "parley/v1/plant1/ask/boiler/3";
  static final String MINE = "parley/v1/plant1/answer/c1";

  final MemoryBroker broker = new MemoryBroker();
  final Fixed answering = new Fixed();
  final Counted counts = new Counted();

  MqttEntrance open(EntranceSettings settings) {
    return open(settings, new MovingClock());
  }

  MqttEntrance open(EntranceSettings settings, Clock clock) {
    var session = broker.session("router");
    var unused = session.connect();
    MqttEntrance entrance = new MqttEntrance(session, answering, settings, counts, clock);
    unused = entrance.open();
    return entrance;
  }

  static EntranceSettings embedded() {
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

  void send(MqttMessage message) {
    var sender = broker.session("sender");
    var unused = sender.connect();
    var sent = sender.publish(message);
    assertTrue(sent.isDone());
    sender.close();
  }

  static MqttMessage message(
      String topic,
      String payload,
      @Nullable String contentType,
      @Nullable String responseTopic,
      String client) {
    return message(topic, payload.getBytes(UTF_8), contentType, responseTopic, client);
  }

  static MqttMessage message(
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

  MqttMessage only(String topic) {
    List<MqttMessage> sent = broker.published(topic);
    assertEquals(1, sent.size(), topic);
    return sent.get(0);
  }

  static Answer answer(MqttMessage message) throws Exception {
    return new Codec().answer(message.payload(), message.contentType());
  }

  static String code(MqttMessage message) throws Exception {
    return Objects.requireNonNull(answer(message).reason()).code();
  }

  static final class MovingClock extends Clock {
    Instant now = NOW;

    @Override
    public ZoneOffset getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  static final class Counted implements EntranceCounts {
    final List<String> seen = new ArrayList<>();

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
  static final class Fixed implements Answering {
    final List<Asked> asked = new ArrayList<>();
    final List<Asked> told = new ArrayList<>();
    final List<String> cancelled = new ArrayList<>();
    List<Interim> before = List.of();
    @Nullable CompletableFuture<Answer> answer;
    boolean duplicate;

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
