package io.parley.node;

import io.parley.coapentrance.CoapEntrance;
import io.parley.config.SecretFiles;
import io.parley.config.Settings;
import io.parley.gateway.Answerers;
import io.parley.gateway.Asked;
import io.parley.gateway.Entrance;
import io.parley.gateway.FactSource;
import io.parley.gateway.Gateway;
import io.parley.gateway.GatewayIdentity;
import io.parley.gateway.LocalModel;
import io.parley.gateway.Passages;
import io.parley.http.HttpServer;
import io.parley.ladder.ModelInduction;
import io.parley.language.PackWords;
import io.parley.language.pack.LanguagePack;
import io.parley.language.pack.Packs;
import io.parley.ledger.DiskLedger;
import io.parley.ledger.Left;
import io.parley.message.AgentStatus;
import io.parley.message.Answer;
import io.parley.message.Card;
import io.parley.message.Tier;
import io.parley.metrics.Metrics;
import io.parley.mqtt.MqttSession;
import io.parley.mqttentrance.MqttEntrance;
import io.parley.sources.KnownFacts;
import io.parley.uplink.HivemqSession;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A gateway or hub that runs. Its parts start in the order in which they need one another, and it
 * shows itself as online last: who sees it may ask it.
 */
public final class Node implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Node.class);

  private final Closing closing = new Closing();
  private final Settings settings;
  private final GatewayIdentity self;
  private final Clock clock;
  private final Metrics metrics = new Metrics();
  private final List<String> addresses = new ArrayList<>();
  private volatile boolean ready;

  private Node(Settings settings, GatewayIdentity self, Clock clock) {
    this.settings = settings;
    this.self = self;
    this.clock = clock;
  }

  /**
   * Starts every part and returns when the node is ready: subscribed, open, and shown as online.
   *
   * @throws NodeException if a part cannot start; what had started is ended then
   */
  public static Node start(Settings settings, Tier tier, Clock clock) {
    GatewayIdentity self =
        new GatewayIdentity(settings.site(), NodeName.of(settings.agent(), tier), tier);
    Node node = new Node(settings, self, clock);
    try {
      node.start();
      return node;
    } catch (RuntimeException e) {
      node.close();
      throw e;
    } catch (IOException e) {
      node.close();
      throw new NodeException("the node cannot start: " + e.getMessage(), e);
    }
  }

  /** What a node is made of, in the order of the start. */
  private record Parts(
      NodePlace place,
      HomeBroker broker,
      Standing standing,
      Telemetry telemetry,
      DiskLedger journal,
      Watched watched,
      Optional<ModelRoom> model,
      Protocols protocols,
      Gateway gateway,
      MqttSession questions,
      MqttEntrance entrance) {}

  private void start() throws IOException {
    Parts parts = parts();
    await("its telemetry", parts.telemetry.open(settings, parts.broker, self.agent()));
    await("the protocols", parts.protocols.open(parts.standing, self, parts.entrance));
    addresses.addAll(parts.broker.addresses());
    if (settings.coap().enabled()) {
      addresses.addAll(CoapDoorway.addresses(coap(parts)));
    }
    if (settings.http().enabled()) {
      addresses.add(http(parts));
    }
    figures(parts);
    parts.journal.left().forEach(left -> takeUp(left, parts.entrance, parts.gateway));
    // What waits for this node at its broker comes as soon as it connects.
    CompletableFuture<Void> heard = parts.entrance.open();
    await("the ask topics", parts.questions.connect().thenCompose(connected -> heard));
    parts.broker.open();
    await("its own status", show(parts));
    ready = true;
    drainFirst(parts);
  }

  private Parts parts() throws IOException {
    SecretFiles.openToOthers(settings).forEach(log::warn);
    NodePlace place = closing.add(NodePlace.take(settings.data(), self.tier(), self.site()));
    AtDoor door = new AtDoor(metrics);
    HomeBroker broker = closing.add(HomeBroker.of(settings, self.agent(), place, door));
    Standing standing = closing.add(new Standing(settings, self, place, broker, clock));
    await("its own broker", standing.open());
    List<LanguagePack> packs = Packs.load(settings.spoken().languages(), place.packs());
    Telemetry telemetry = closing.add(Telemetry.of(settings, place, new PackWords(packs), clock));
    FactSource facts = new KnownFacts(telemetry.knowledge());
    DiskLedger journal = closing.add(DiskLedger.open(place.questions(), clock));
    MqttSession questions =
        closing.add(broker.answering(broker.lastingClient(self.agent() + "-questions")));
    Watched watched = new Watched(journal, metrics, clock);
    Optional<ModelRoom> model = ModelRoom.of(settings, place, clock);
    model.ifPresent(closing::add);
    Optional<DocumentRoom> documents = DocumentRoom.of(settings, place);
    documents.ifPresent(closing::add);
    Protocols protocols = closing.add(Protocols.of(settings, self, place, facts, clock));
    standing.believe(protocols.ladder().reputation());
    model
        .flatMap(ModelRoom::proposer)
        .map(proposer -> new ModelInduction(proposer, self.address(), clock))
        .ifPresent(protocols.ladder()::learner);
    Answerers answerers =
        new Answerers(
            facts,
            telemetry.queries(settings, packs),
            protocols.ladder(),
            standing.experts(),
            model.map(ModelRoom::reader).orElse(LocalModel.NONE),
            documents.map(DocumentRoom::passages).orElse(Passages.NONE),
            standing.upstream(),
            watched);
    AskingRules rules = new AskingRules(settings, self);
    Gateway gateway =
        closing.add(
            new Gateway(self, answerers, rules.limits(), rules.mayPassOn(broker.access()), clock));
    MqttEntrance entrance =
        new MqttEntrance(
            questions,
            gateway,
            rules.entrance(standing.topics(), broker.access()),
            new Counting(metrics),
            clock);
    door.answerWith(entrance);
    return new Parts(
        place, broker, standing, telemetry, journal, watched, model, protocols, gateway, questions,
        entrance);
  }

  private CompletableFuture<Void> show(Parts parts) {
    return parts.standing.show(
        card(parts.model),
        () ->
            new AgentStatus.Load(
                parts.gateway.inFlight(), parts.model.map(ModelRoom::tokensPerSecond).orElse(null)),
        (session, site) -> {
          var unused =
              parts.protocols.ladder().connectUpstream(session, parts.standing.topics(), site);
        });
  }

  /** Steps of their own, from the last to the first: one that fails does not keep the others. */
  private void drainFirst(Parts parts) {
    closing.then(() -> parts.entrance.flushed().orTimeout(1, TimeUnit.SECONDS).join());
    closing.then(parts.gateway);
    closing.then(() -> parts.entrance.drain().orTimeout(1, TimeUnit.SECONDS).join());
    closing.then(parts.standing::draining);
    closing.then(parts.broker::shut);
    closing.then(() -> ready = false);
  }

  private Card card(Optional<ModelRoom> model) {
    Card.Limits limits =
        new Card.Limits(
            settings.limits().payloadBytes(),
            settings.limits().inFlight(),
            (double) settings.limits().questionsPerSecond());
    List<String> models = model.map(room -> List.of(room.model().info().name())).orElse(List.of());
    return new Card(self.tier(), true, List.of(), models, List.of(), limits, 0);
  }

  private CoapEntrance coap(Parts parts) {
    MqttSession session =
        closing.add(HivemqSession.of(parts.broker.client(self.agent() + "-coap")));
    await("its own broker", session.connect());
    CoapEntrance entrance =
        closing.add(
            CoapDoorway.open(
                settings,
                parts.place,
                parts.broker,
                parts.gateway,
                session,
                parts.protocols::document,
                clock));
    CoapDoorway.figures(metrics, entrance);
    return entrance;
  }

  private String http(Parts parts) {
    HttpDoorway.View view =
        new HttpDoorway.View(self, () -> ready, parts.standing, parts.watched, parts.protocols);
    HttpServer server =
        closing.add(
            HttpDoorway.open(
                settings,
                parts.broker.access(),
                view,
                parts.telemetry.view(clock),
                parts.gateway,
                metrics,
                clock));
    return "http://%s:%d".formatted(settings.http().bind(), server.port());
  }

  private void figures(Parts parts) {
    metrics.gauge("questions_in_flight", parts.gateway::inFlight);
    metrics.counter("questions_again", parts.gateway::duplicates);
    metrics.counter("ids_in_use", parts.gateway::idsInUse);
    parts.telemetry.figures(metrics);
    metrics.gauges("broker", parts.broker::figures);
  }

  /** A CoAP asker asks again by itself; its answer is there then. */
  private void takeUp(Left left, MqttEntrance entrance, Gateway gateway) {
    Asked asked = left.asked();
    Answer answer = left.answer();
    boolean byMqtt = asked.entrance() == Entrance.MQTT;
    if (answer != null && (left.told() || clock.instant().isBefore(asked.expires()))) {
      gateway.recall(asked, answer);
      if (!left.told() && byMqtt) {
        entrance.tell(asked, answer);
      }
    } else if (byMqtt) {
      entrance.resume(asked);
    } else {
      var unused = gateway.ask(asked, interim -> {}).answer().thenRun(() -> gateway.told(asked));
    }
  }

  private static void await(String what, CompletableFuture<Void> step) {
    try {
      step.orTimeout(15, TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      throw new NodeException("the router cannot reach %s: %s".formatted(what, e.getCause()), e);
    }
  }

  /** Where it can be reached, as URLs. */
  public List<String> addresses() {
    return List.copyOf(addresses);
  }

  /** Who it is. */
  public GatewayIdentity identity() {
    return self;
  }

  /** Ends every part, within six seconds. */
  @Override
  public void close() {
    closing.close();
    log.info("{} has stopped", self.address());
  }
}
