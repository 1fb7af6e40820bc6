package io.parley.bench.coap;

import io.parley.access.AccessRules;
import io.parley.access.Principal;
import io.parley.access.Rights;
import io.parley.access.Users;
import io.parley.access.Who;
import io.parley.broker.BrokerEvents;
import io.parley.broker.BrokerLimits;
import io.parley.broker.BrokerListener;
import io.parley.broker.BrokerSettings;
import io.parley.broker.EmbeddedBroker;
import io.parley.broker.NodeLink;
import io.parley.coapentrance.Admission;
import io.parley.coapentrance.CoapEntrance;
import io.parley.coapentrance.CoapLimits;
import io.parley.coapentrance.CoapPorts;
import io.parley.coapentrance.CoapSettings;
import io.parley.coapentrance.Peer;
import io.parley.coapentrance.ProtocolDocuments;
import io.parley.coapentrance.PskKeys;
import io.parley.coapentrance.SecureSettings;
import io.parley.gateway.Answering;
import io.parley.gateway.Asked;
import io.parley.message.Answer;
import io.parley.message.By;
import io.parley.message.Route;
import io.parley.message.Tier;
import io.parley.mqtt.BrokerUrl;
import io.parley.mqtt.MqttMessage;
import io.parley.mqtt.MqttSession;
import io.parley.mqtt.SessionOptions;
import io.parley.mqtt.Subscription;
import io.parley.uplink.HivemqSession;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The entrance as a gateway has it: embedded broker, session, and a subscriber that counts. */
final class House implements AutoCloseable {
  static final byte[] KEY = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};

  final AtomicLong arrived = new AtomicLong();
  private final EmbeddedBroker broker;
  private final MqttSession session;
  private final MqttSession subscriber;
  private final @Nullable Path state;
  private CoapEntrance entrance;

  House(@Nullable Path state) throws IOException {
    this.state = state;
    broker =
        EmbeddedBroker.start(
            new BrokerSettings(
                List.of(BrokerListener.loopback(0)),
                null,
                BrokerLimits.USUAL.withRates(1_000_000, 1L << 40)),
            new AccessRules(
                Users.NONE, AccessRules.Loopback.OPERATOR, new Rights("parley/v1", "bench")),
            new BrokerEvents() {});
    broker.open();
    session = connected("bench-coap");
    subscriber = connected("bench-subscriber");
    await(subscriber.subscribe(Subscription.live("bench/#"), message -> arrived.incrementAndGet()));
    entrance = open(0);
  }

  private MqttSession connected(String client) {
    NodeLink link = broker.link();
    MqttSession made =
        HivemqSession.of(
            SessionOptions.of(
                BrokerUrl.parse(link.url()).withUser(link.user(), link.password()), client));
    await(made.connect());
    return made;
  }

  private CoapEntrance open(int securePort) throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    PskKeys keys = identity -> identity.startsWith("bench-") ? KEY.clone() : null;
    return CoapEntrance.open(
        CoapSettings.loopback("parley/v1", "bench", 0)
            .withLimits(CoapLimits.STANDARD.withRate(0, 1))
            .withSecure(
                state == null
                    ? null
                    : new SecureSettings(new InetSocketAddress(loopback, securePort), keys, null))
            .withState(state),
        new CoapPorts(
            new AtOnce(),
            session,
            (peer, message) -> publish(peer.client(), message),
            new Everything(),
            ProtocolDocuments.NONE,
            Clock.systemUTC()));
  }

  private CompletableFuture<Void> publish(String client, MqttMessage message) {
    return broker.publish(new Who(Principal.LOCAL, client), message);
  }

  /** Stops the entrance and opens it again over what it saved. */
  void restart() throws IOException {
    int port = secure().getPort();
    entrance.close();
    entrance = open(port);
  }

  CoapEntrance entrance() {
    return entrance;
  }

  InetSocketAddress plain() {
    return entrance.plain().orElseThrow();
  }

  InetSocketAddress secure() {
    return entrance.secure().orElseThrow();
  }

  static void await(CompletableFuture<?> future) {
    try {
      future.get(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the bench's own broker does not answer", e);
    }
  }

  @Override
  public void close() {
    entrance.close();
    subscriber.close();
    session.close();
    broker.close();
  }

  private static final class AtOnce implements Answering {
    @Override
    public Taken ask(Asked asked, Consumer<Interim> interim) {
      Answer answer =
          Answer.by(new By("bench", Tier.GATEWAY, null, null, null))
              .id(asked.question().id())
              .answered(Route.CACHE, "yes")
              .build();
      return new Taken(false, CompletableFuture.completedFuture(answer));
    }

    @Override
    public void told(Asked asked) {}

    @Override
    public boolean cancel(String principal, String id) {
      return false;
    }
  }

  private static final class Everything implements Admission {
    @Override
    public String principal(Peer peer) {
      return peer.identity().isEmpty() ? "local" : peer.identity();
    }

    @Override
    public boolean mayPublish(Peer peer, String topic) {
      return true;
    }

    @Override
    public boolean maySubscribe(Peer peer, String filter) {
      return true;
    }

    @Override
    public boolean mayAsk(Peer peer, String subject) {
      return true;
    }

    @Override
    public Duration delay(Peer peer, int bytes, boolean question) {
      return Duration.ZERO;
    }
  }
}
