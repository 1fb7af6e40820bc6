package io.parley.node;

import io.parley.access.AccessRules;
import io.parley.calling.ExpertCaller;
import io.parley.calling.UpstreamCaller;
import io.parley.codec.Codec;
import io.parley.config.LinkSettings;
import io.parley.config.Settings;
import io.parley.exchange.Exchange;
import io.parley.gateway.Experts;
import io.parley.gateway.GatewayIdentity;
import io.parley.gateway.Upstream;
import io.parley.message.AgentState;
import io.parley.message.AgentStatus;
import io.parley.message.Card;
import io.parley.mqtt.BrokerUrl;
import io.parley.mqtt.MqttSession;
import io.parley.presence.Directory;
import io.parley.presence.EpochStore;
import io.parley.presence.Mirrors;
import io.parley.presence.Presence;
import io.parley.topics.Topics;
import io.parley.trust.Reputation;
import io.parley.uplink.HivemqSession;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a node stands among the others: its router's session, its presence, who is there, who is
 * above.
 */
final class Standing implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Standing.class);
  private static final Duration ABOVE_EXPIRY = Duration.ofMinutes(5);

  private final Settings settings;
  private final Topics topics;
  private final Presence presence;
  private final MqttSession router;
  private final Directory directory;
  private final Exchange exchange;
  private final ExpertCaller experts;
  private final @Nullable MqttSession above;
  private final @Nullable UpstreamCaller upstream;

  Standing(
      Settings settings, GatewayIdentity self, NodePlace place, HomeBroker broker, Clock clock) {
    this.settings = settings;
    topics = new Topics(settings.root());
    String agent = self.agent();
    presence = new Presence(topics, self.site(), agent, EpochStore.file(place.epoch()), clock);
    router = HivemqSession.of(broker.client(agent + "-router").withWill(presence::will));
    directory = new Directory(topics);
    exchange = new Exchange(router, topics.answer(self.site(), agent), new Codec(), clock);
    experts = new ExpertCaller(exchange, topics, self.site(), directory, clock);
    AccessRules access = broker.access();
    if (access != null) {
      experts.stamped(access::mayActForOthers);
    }
    LinkSettings link = settings.upstream();
    if (link == null) {
      above = null;
      upstream = null;
    } else {
      MqttSession session =
          HivemqSession.of(
              Links.options(link, agent).withSessionExpiry(ABOVE_EXPIRY).withWill(presence::will));
      above = session;
      upstream =
          new UpstreamCaller(
              new UpstreamCaller.Node(
                  topics,
                  self.site(),
                  agent,
                  presence,
                  router,
                  directory,
                  !sameBroker(settings.broker(), link)),
              session,
              clock);
    }
    Mirrors.turnOffline(directory, router, topics, clock);
  }

  private static boolean sameBroker(@Nullable LinkSettings own, LinkSettings upper) {
    if (own == null) {
      return false;
    }
    BrokerUrl one = BrokerUrl.parse(own.url());
    BrokerUrl other = BrokerUrl.parse(upper.url());
    return one.port() == other.port() && Hosts.same(one.host(), other.host());
  }

  /** Connects to the node's own broker and hears who is there. */
  CompletableFuture<Void> open() {
    return router
        .connect()
        .thenCompose(connected -> directory.open(router))
        .thenCompose(heard -> exchange.open());
  }

  /**
   * Shows itself, once everything else is ready, and begins to look for the node above.
   *
   * @param whenAbove hears the session to the upper broker and its site, once it is found
   */
  CompletableFuture<Void> show(
      Card card,
      Supplier<AgentStatus.@Nullable Load> load,
      BiConsumer<MqttSession, String> whenAbove) {
    CompletableFuture<Void> shown = presence.start(router, card);
    presence.load(load);
    MqttSession session = above;
    UpstreamCaller caller = upstream;
    LinkSettings link = settings.upstream();
    if (session != null && caller != null && link != null) {
      var unusedConnecting =
          session
              .connect()
              .whenComplete(
                  (done, error) -> {
                    if (error != null) {
                      caller.brokerIsAway();
                      log.warn(
                          "{} cannot be reached yet; working alone and trying on: {}",
                          link,
                          error.getMessage());
                    }
                  });
      var unusedLooking =
          caller
              .open(BrokerUrl.parse(link.url()).path())
              .whenComplete(
                  (site, error) -> {
                    if (error == null) {
                      log.info("the node above is at site '{}'", site);
                      whenAbove.accept(session, site);
                    } else {
                      log.error("upstream: {}", error.getMessage());
                    }
                  });
    }
    return shown;
  }

  /** Says that it is leaving; questions still under way are answered. */
  void draining() {
    presence.state(AgentState.DRAINING);
  }

  MqttSession router() {
    return router;
  }

  Topics topics() {
    return topics;
  }

  Directory directory() {
    return directory;
  }

  Presence presence() {
    return presence;
  }

  Experts experts() {
    return experts;
  }

  /** Asks those experts last that have answered wrongly. */
  void believe(Reputation reputation) {
    experts.distrust(reputation::sunk);
  }

  Upstream upstream() {
    return upstream == null ? Upstream.NONE : upstream;
  }

  @Override
  public void close() {
    try {
      presence.leave().orTimeout(1, TimeUnit.SECONDS).join();
    } catch (RuntimeException e) {
      log.warn("the last status could not be published: {}", e.toString());
    }
    if (upstream != null) {
      upstream.close();
    }
    if (above != null) {
      above.close();
    }
    presence.close();
    router.close();
  }
}
