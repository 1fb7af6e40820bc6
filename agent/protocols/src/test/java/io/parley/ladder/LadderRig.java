package io.parley.ladder;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.parley.gateway.Attempt;
import io.parley.gateway.GatewayIdentity;
import io.parley.message.By;
import io.parley.message.Nak;
import io.parley.message.Question;
import io.parley.message.Tier;
import io.parley.mqtt.MqttMessage;
import io.parley.protocol.Cid;
import io.parley.protocol.ProtocolDocument;
import io.parley.routine.Trial;
import io.parley.topics.Topics;
import io.parley.trust.Identity;
import io.parley.trust.Signers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Ladders on a broker in memory, for tests. */
final class LadderRig implements AutoCloseable {
  static final Clock CLOCK = Clock.fixed(Plant.NOW, ZoneOffset.UTC);
  static final Topics TOPICS = new Topics();

  final Path folder;
  final Plant plant = Plant.withBoilers();
  final FakeBroker broker = new FakeBroker();
  final Identity identity = Identity.fresh();
  private final List<Ladder> open = new ArrayList<>();

  LadderRig(Path folder) {
    this.folder = folder;
  }

  @Override
  public void close() {
    open.forEach(Ladder::close);
  }

  void adoptTemperature(Ladder ladder) throws Exception {
    CompletableFuture<ShelfEntry> adopted = new CompletableFuture<>();
    ladder.onChange(adopted::complete);
    for (int i = 0; i < 2; i++) {
      plant.talk(
          ladder, "How hot is boiler 3?", "It is 81.5 °C at boiler 3.", "boiler 3 temperature");
    }
    adopted.get(60, TimeUnit.SECONDS);
    settle(ladder);
  }

  Peer peer(String agent, java.util.function.UnaryOperator<ProtocolDocument> wish) {
    Peer peer =
        new Peer(
            new By(agent, Tier.SENSOR, null, null, null), LadderSettings.in(folder), CLOCK, wish);
    var unused =
        broker
            .session(agent)
            .subscribe(
                io.parley.mqtt.Subscription.live(TOPICS.to("hall", agent)),
                message -> peer.reply(message).ifPresent(broker::publish));
    return peer;
  }

  Ladder ladder(String name) {
    return ladder(name, identity, Signers.nobodyElse(), Trial.HERE);
  }

  Ladder ladder(String name, Identity who, Signers signers, Trial quarantine) {
    return ladder("hall", name, who, signers, quarantine);
  }

  Ladder ladder(String site, String name, Identity who, Signers signers, Trial quarantine) {
    LadderSettings settings =
        LadderSettings.in(folder.resolve(name)).withSigners(signers).withQuarantine(quarantine);
    Ladder ladder =
        Ladder.open(
            settings, who, new GatewayIdentity(site, "gw-" + name, Tier.GATEWAY), plant, CLOCK);
    open.add(ladder);
    return ladder;
  }

  void connect(Ladder ladder, String agent) {
    connectWithCards(ladder, agent, Set.of());
  }

  void connectWithCards(Ladder ladder, String agent, Set<String> cards) {
    ladder.connect(broker.session(agent), TOPICS, cards::contains).join();
  }

  void publish(String below, byte[] payload) {
    broker.publish(MqttMessage.retained("parley/v1/hall/" + below, payload, "text/plain"));
  }

  void state(Cid of, Cid successor, int after) {
    StateStatement statement =
        StateStatement.by(
            identity, of, LifeState.SUPERSEDED, successor, Plant.NOW.plusSeconds(after));
    publish("protocol/" + of + "/state", Payloads.bytes(statement.tree()));
  }

  static void settle(Ladder ladder) throws Exception {
    for (int i = 0; i < 4; i++) {
      ladder.settled().get(60, TimeUnit.SECONDS);
    }
  }

  static ShelfEntry entry(Ladder ladder, Cid cid) {
    return ladder.protocols().stream().filter(e -> e.cid().equals(cid)).findFirst().orElseThrow();
  }

  static List<Cid> active(Ladder ladder) {
    return ladder.protocols().stream()
        .filter(e -> e.state() == LifeState.ACTIVE)
        .map(ShelfEntry::cid)
        .toList();
  }

  static Attempt attempt(Ladder ladder, String words) {
    return ladder.attempt(Plant.asked(Question.ofText(words)), List.of());
  }

  static Attempt.Found words(Ladder ladder, String words) {
    return assertInstanceOf(Attempt.Found.class, attempt(ladder, words));
  }

  static Attempt protocol(Ladder ladder, String cid, Object body) {
    return ladderAnswer(ladder, Question.ofProtocol(cid, body));
  }

  static Attempt ladderAnswer(Ladder ladder, Question question) {
    return ladder.attempt(Plant.asked(question), List.of());
  }

  static Nak nak(Attempt attempt) {
    return assertInstanceOf(Attempt.Refused.class, attempt).nak();
  }

  static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }

  static byte[] document(String name, String more) throws IOException {
    return """
        ---
        parley: protocol/1
        name: %s
        version: 1
        %seffects: read-only
        ---
        # The number again

        ## Request

        ```json
        {"type": "object", "properties": {"n": {"type": "number"}}, "required": ["n"]}
        ```

        ## Reply

        ```json
        {"type": "object", "properties": {"n": {"type": "number"}}, "required": ["n"]}
        ```

        ## Vectors

        ```json
        [{"body": {"n": 1}, "reply": {"n": 1}}]
        ```
        """
        .formatted(name, more)
        .getBytes(UTF_8);
  }
}
