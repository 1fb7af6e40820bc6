package io.parley.node;

import io.parley.broker.BrokerEvents;
import io.parley.coapentrance.CoapEntrance;
import io.parley.config.Settings;
import io.parley.gateway.Answerers;
import io.parley.gateway.Asked;
import io.parley.gateway.Experts;
import io.parley.gateway.Gateway;
import io.parley.gateway.GatewayIdentity;
import io.parley.gateway.GatewayLimits;
import io.parley.gateway.LocalModel;
import io.parley.gateway.Passages;
import io.parley.gateway.Routines;
import io.parley.gateway.Upstream;
import io.parley.ledger.DiskLedger;
import io.parley.message.By;
import io.parley.message.Tier;
import io.parley.mqtt.MqttSession;
import io.parley.mqttentrance.EntranceCounts;
import io.parley.mqttentrance.EntranceSettings;
import io.parley.mqttentrance.MqttEntrance;
import io.parley.paho.PahoSession;
import io.parley.sources.KnownFacts;
import io.parley.topics.TopicFilter;
import io.parley.topics.Topics;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A gateway or hub that runs. */
public final class Node implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Node.class);

  private final Closing closing = new Closing();
  private final Settings settings;
  private final GatewayIdentity self;
  private final Clock clock;
  private List<String> addresses = List.of();

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

  private void start() throws IOException {
    NodePlace place = closing.add(NodePlace.take(settings.data(), self.tier(), self.site()));
    HomeBroker broker = closing.add(HomeBroker.of(settings, place, new BrokerEvents() {}));
    Telemetry telemetry = closing.add(Telemetry.of(settings, place, clock));
    DiskLedger ledger = closing.add(DiskLedger.open(place.questions()));
    Gateway gateway =
        closing.add(
            new Gateway(
                self,
                new Answerers(
                    new KnownFacts(telemetry.knowledge()),
                    Routines.NONE,
                    Experts.NONE,
                    LocalModel.NONE,
                    Passages.NONE,
                    Upstream.NONE,
                    ledger),
                limits(),
                clock));
    MqttSession router = closing.add(PahoSession.of(broker.client(self.agent() + "-router")));
    await("its own broker", router.connect());
    MqttEntrance entrance =
        new MqttEntrance(router, gateway, entranceSettings(broker), EntranceCounts.NONE, clock);
    await("the ask topics", entrance.open());
    await("the telemetry", telemetry.open(settings, broker, self.agent()));
    List<String> reached = new ArrayList<>(broker.addresses());
    if (settings.coap().enabled()) {
      reached.addAll(CoapDoorway.addresses(coap(place, broker, gateway)));
    }
    ledger.left().forEach(asked -> resume(asked, entrance, gateway));
    broker.open();
    closing.then(broker::shut);
    addresses = List.copyOf(reached);
  }

  private CoapEntrance coap(NodePlace place, HomeBroker broker, Gateway gateway) {
    MqttSession session = closing.add(PahoSession.of(broker.client(self.agent() + "-coap")));
    await("its own broker", session.connect());
    return closing.add(
        CoapDoorway.open(settings, place, broker.access(), gateway, session, cid -> null, clock));
  }

  /** A CoAP asker asks again by itself; its answer is there then. */
  private static void resume(Asked asked, MqttEntrance entrance, Gateway gateway) {
    if (asked.replyKey().startsWith("coap:")) {
      var unused = gateway.ask(asked, interim -> {});
    } else {
      entrance.resume(asked);
    }
  }

  private EntranceSettings entranceSettings(HomeBroker broker) {
    Topics topics = new Topics(settings.root());
    By by = new By(self.agent(), self.tier(), null, null, null);
    List<TopicFilter> replies = settings.replies().stream().map(TopicFilter::of).toList();
    return broker.isEmbedded()
        ? EntranceSettings.embedded(topics, self.site(), by, replies, broker.replyRights())
        : EntranceSettings.external(topics, self.site(), by, replies);
  }

  private GatewayLimits limits() {
    return new GatewayLimits(
        settings.limits().inFlight(),
        settings.limits().cached(),
        Duration.ofSeconds(settings.limits().cacheSeconds()),
        settings.share());
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
    return addresses;
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
