package io.parley.calling;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.codec.Codec;
import io.parley.codec.Format;
import io.parley.message.AgentState;
import io.parley.message.AgentStatus;
import io.parley.message.Answer;
import io.parley.message.By;
import io.parley.message.Card;
import io.parley.message.Route;
import io.parley.message.Tier;
import io.parley.mqtt.MemoryBroker;
import io.parley.mqtt.MemoryBroker.MemorySession;
import io.parley.mqtt.MqttMessage;
import io.parley.presence.Directory;
import io.parley.presence.EpochStore;
import io.parley.presence.Presence;
import io.parley.topics.Topics;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The broker of a gateway and the one above it, and who is connected to them. */
final class TwoSites implements AutoCloseable {
  static final Topics TOPICS = new Topics();
  static final Clock CLOCK = Clock.systemUTC();
  private static final Card GATEWAY = router(Tier.GATEWAY);
  private static final Card HUB = router(Tier.HUB);

  final MemoryBroker below = new MemoryBroker();
  final MemoryBroker above = new MemoryBroker();
  private final List<Runnable> open = new ArrayList<>();

  /** What joins the gateway to the broker above, once there is a caller. */
  MemorySession uplink = above.session("unset");

  UpstreamCaller upstream() {
    Presence presence = new Presence(TOPICS, "plant1", "gw", EpochStore.NONE, CLOCK);
    MemorySession local = below.session("gw", presence::will);
    var unused = local.connect();
    Directory directory = new Directory(TOPICS);
    unused = directory.open(local);
    unused = presence.start(local, GATEWAY);
    uplink = above.session("gw", presence::will);
    unused = uplink.connect();
    UpstreamCaller caller =
        new UpstreamCaller(
            new UpstreamCaller.Node(TOPICS, "plant1", "gw", presence, local, directory, true),
            uplink,
            CLOCK);
    open.add(presence::close);
    open.add(caller::close);
    return caller;
  }

  MemorySession hub(String site, String agent) {
    Presence presence = new Presence(TOPICS, site, agent, EpochStore.NONE, CLOCK);
    MemorySession session = above.session(agent, presence::will);
    var unused = session.connect();
    unused = presence.start(session, HUB);
    open.add(presence::close);
    return session;
  }

  static void answer(MemorySession from, MqttMessage question, Answer answer) {
    answer(from, question, answer, List.of());
  }

  static void answer(
      MemorySession from,
      MqttMessage question,
      Answer answer,
      List<Map.Entry<String, String>> stamp) {
    var sent =
        from.publish(
            new MqttMessage(
                Objects.requireNonNull(question.responseTopic()),
                Codec.encode(answer, Format.JSON),
                false,
                "application/json",
                null,
                question.correlation(),
                30L,
                stamp));
    assertTrue(sent.isDone());
  }

  static Answer yes(String agent) {
    return Answer.by(by(agent)).answered(Route.EXPERT, "yes").build();
  }

  static By by(String agent) {
    return new By(agent, Tier.SENSOR, null, null, null);
  }

  private static Card router(Tier tier) {
    return new Card(tier, true, List.of(), List.of(), List.of(), Card.Limits.UNKNOWN, 0);
  }

  static MemorySession connected(MemoryBroker broker, String name) {
    MemorySession session = broker.session(name);
    var unused = session.connect();
    return session;
  }

  static void card(MemoryBroker broker, String site, String agent, Card card) {
    publish(broker, MqttMessage.retained(TOPICS.card(site, agent), Codec.encode(card), "x"));
  }

  static void status(MemoryBroker broker, String site, String agent, AgentState state, long epoch) {
    publish(
        broker,
        MqttMessage.retained(
            TOPICS.status(site, agent),
            Codec.encode(new AgentStatus(state, epoch, CLOCK.instant(), null)),
            "x"));
  }

  private static void publish(MemoryBroker broker, MqttMessage message) {
    MemorySession session = connected(broker, "publisher");
    assertTrue(session.publish(message).isDone());
    session.close();
  }

  static byte[] retained(MemoryBroker broker, String topic) {
    MqttMessage message = broker.retained(topic);
    assertNotNull(message, topic);
    return message.payload();
  }

  static AgentState state(MemoryBroker broker, String topic) throws Exception {
    return new Codec().status(retained(broker, topic)).state();
  }

  static String mirroredBy(MemoryBroker broker, String topic) {
    MqttMessage message = broker.retained(topic);
    return message == null ? "" : String.valueOf(message.property(Directory.MIRRORED_BY));
  }

  @Override
  public void close() {
    open.forEach(Runnable::run);
  }
}
