package io.parley.agent;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.parley.calling.ExpertCaller;
import io.parley.codec.Codec;
import io.parley.exchange.Exchange;
import io.parley.gateway.Answering;
import io.parley.gateway.Asked;
import io.parley.message.Answer;
import io.parley.message.By;
import io.parley.message.Card;
import io.parley.message.Question;
import io.parley.message.Route;
import io.parley.message.Tier;
import io.parley.mqtt.MemoryBroker;
import io.parley.mqtt.MqttMessage;
import io.parley.mqttentrance.EntranceCounts;
import io.parley.mqttentrance.EntranceSettings;
import io.parley.mqttentrance.MqttEntrance;
import io.parley.mqtttransport.MemoryTransportProvider;
import io.parley.presence.Directory;
import io.parley.presence.EpochStore;
import io.parley.presence.Presence;
import io.parley.topics.Topics;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** A site in memory, its router, and the agents that a test connects to it. */
final class AgentSite implements AutoCloseable {
  static final By GATEWAY = new By("gw", Tier.GATEWAY, null, null, null);

  private static final Topics TOPICS = new Topics();
  private static final Clock CLOCK = Clock.systemUTC();

  final String name = "b" + UUID.randomUUID();
  final MemoryBroker broker = MemoryTransportProvider.broker(name);
  private final List<Runnable> open = new ArrayList<>();

  Agent agent(String agent) {
    Agent made = Agent.connect("memory://" + name, AgentOptions.named(agent));
    open.add(made::close);
    return made;
  }

  Agent connect(String url) {
    Agent made = Agent.connect(url);
    open.add(made::close);
    return made;
  }

  /** A router that says what its experts say. */
  ExpertCaller router() throws Exception {
    return router(new ScriptedRouter(null));
  }

  /** A router that says this. */
  ExpertCaller router(
      BiFunction<Asked, Consumer<Answering.Interim>, CompletableFuture<Answer>> says)
      throws Exception {
    return router(new ScriptedRouter(says));
  }

  ExpertCaller router(ScriptedRouter answering) throws Exception {
    Presence presence = new Presence(TOPICS, "plant1", "gw", EpochStore.NONE, CLOCK);
    var session = broker.session("gw", presence::will);
    session.connect().get(10, SECONDS);
    Directory directory = new Directory(TOPICS);
    directory.open(session).get(10, SECONDS);
    Exchange exchange = new Exchange(session, TOPICS.answer("plant1", "gw"), new Codec(), CLOCK);
    exchange.open().get(10, SECONDS);
    answering.experts = new ExpertCaller(exchange, TOPICS, "plant1", directory, CLOCK);
    new MqttEntrance(
            session,
            answering,
            EntranceSettings.external(TOPICS, "plant1", GATEWAY, List.of()),
            EntranceCounts.NONE,
            CLOCK)
        .open()
        .get(10, SECONDS);
    presence
        .start(
            session,
            new Card(Tier.GATEWAY, true, List.of(), List.of(), List.of(), Card.Limits.UNKNOWN, 0))
        .get(10, SECONDS);
    open.add(presence::close);
    open.add(session::close);
    return answering.experts;
  }

  Question question() throws Exception {
    List<MqttMessage> asked = broker.published("parley/v1/plant1/ask/#");
    MqttMessage last = asked.get(asked.size() - 1);
    return new Codec().question(last.payload(), last.contentType()).question();
  }

  MqttMessage retained(String topic) {
    MqttMessage message = broker.retained(topic);
    assertNotNull(message, topic);
    return message;
  }

  static CompletableFuture<Answer> yes(String text) {
    return CompletableFuture.completedFuture(
        Answer.by(GATEWAY).answered(Route.MODEL, text).build());
  }

  @Override
  public void close() {
    for (int i = open.size() - 1; i >= 0; i--) {
      open.get(i).run();
    }
  }
}
