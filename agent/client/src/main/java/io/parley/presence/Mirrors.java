package io.parley.presence;

import io.parley.codec.Codec;
import io.parley.message.AgentState;
import io.parley.message.AgentStatus;
import io.parley.mqtt.MqttMessage;
import io.parley.mqtt.MqttSession;
import io.parley.mqtt.SessionState;
import io.parley.mqtt.Subscription;
import io.parley.topics.Address;
import io.parley.topics.Topics;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a gateway shows of one broker on the other: its upstream's routers on its own broker, itself
 * and all below it upstream, always on the owner's topics. Whatever it mirrors bears its name
 * ({@link Directory#MIRRORED_BY}), so that nothing goes back where it came from, and so that the
 * node above can turn to offline what came over a link that is lost.
 */
public final class Mirrors {
  private static final Logger LOG = LoggerFactory.getLogger(Mirrors.class);

  private final Topics topics;
  private final String address;
  private final Presence own;
  private final MqttSession below;
  private final Directory seenBelow;
  private final MqttSession above;
  private final Directory seenAbove;
  private final Clock clock;
  private final OwnAbove ownAbove;

  /**
   * Mirrors between a gateway's own broker and the one above.
   *
   * @param own the gateway's presence at its own broker
   * @param below the session at its own broker, which {@code seenBelow} listens to
   * @param above the session at the upper broker, whose Will is {@link Presence#will}
   * @param seenAbove the directory of the upper broker; filled here
   */
  public Mirrors(
      Topics topics,
      String site,
      String agent,
      Presence own,
      MqttSession below,
      Directory seenBelow,
      MqttSession above,
      Directory seenAbove,
      Clock clock) {
    this.topics = topics;
    this.address = site + "/" + agent;
    this.own = own;
    this.below = below;
    this.seenBelow = seenBelow;
    this.above = above;
    this.seenAbove = seenAbove;
    this.clock = clock;
    this.ownAbove = new OwnAbove(topics, site, own, seenBelow, clock, this::up);
  }

  /**
   * Begins, once the upstream's site is known.
   *
   * @return completes when the upper broker has granted the subscriptions
   */
  public CompletableFuture<Void> open(String siteAbove) {
    own.alsoWillOf(above);
    CompletableFuture<Void> granted =
        CompletableFuture.allOf(
            above.subscribe(Subscription.to(topics.cardFilter(siteAbove)), this::down),
            above.subscribe(Subscription.to(topics.statusFilter(siteAbove)), this::down),
            sameSite(siteAbove)
                ? CompletableFuture.completedFuture(null)
                : CompletableFuture.allOf(
                    above.subscribe(Subscription.to(ownAbove.card()), this::down),
                    above.subscribe(Subscription.to(ownAbove.status()), this::down)));
    // Only now: what is retained above of an earlier life of ours must be read before it is
    // replaced.
    return granted.thenRun(
        () -> {
          seenBelow.onMessage(this::up);
          above.onState(this::stateChanged);
          allUp();
        });
  }

  private boolean sameSite(String siteAbove) {
    return ownAbove.status().equals(topics.status(siteAbove, own.agent()));
  }

  private void stateChanged(SessionState state) {
    if (state == SessionState.CONNECTED) {
      allUp();
    } else {
      lost();
    }
  }

  private void allUp() {
    seenBelow.messages().forEach(this::up);
  }

  private void up(MqttMessage message) {
    if (!address.equals(message.property(Directory.MIRRORED_BY)) && above.connected()) {
      pass(above, message);
      if (ownAbove.concerns(message.topic())) {
        ownAbove.shownBelow(message);
      }
    }
  }

  private void down(MqttMessage message) {
    if (ownAbove.concerns(message.topic())) {
      ownAbove.heard(message);
      return;
    }
    seenAbove.heard(message);
    if (fromRouterAbove(message)) {
      pass(below, message);
    }
  }

  /**
   * Of the upper broker itself, and of a router: its card tells, which may come after the status.
   */
  private boolean fromRouterAbove(MqttMessage message) {
    if (message.property(Directory.MIRRORED_BY) != null) {
      return false;
    }
    Address place = topics.parse(message.topic()).orElse(null);
    if (place instanceof Address.CardOf of) {
      AgentSeen seen = seenAbove.find(of.site(), of.agent()).orElse(null);
      boolean router = seen != null && seen.router();
      if (router) {
        seenAbove.messages().stream()
            .filter(status -> status.topic().equals(topics.status(of.site(), of.agent())))
            .forEach(status -> pass(below, status));
      }
      return router;
    }
    return place instanceof Address.StatusOf of
        && seenAbove.find(of.site(), of.agent()).filter(AgentSeen::router).isPresent();
  }

  private void lost() {
    for (AgentSeen agent : seenAbove.all()) {
      AgentStatus status = agent.status();
      if (agent.router() && agent.mirroredBy().isEmpty() && status != null) {
        pass(below, offline(agent, status.epoch()));
      }
    }
  }

  private MqttMessage offline(AgentSeen agent, long epoch) {
    return MqttMessage.retained(
        topics.status(agent.site(), agent.agent()),
        Codec.encode(new AgentStatus(AgentState.OFFLINE, epoch, clock.instant(), null)),
        "application/json");
  }

  private void pass(MqttSession to, MqttMessage message) {
    var unused =
        to.publish(
                new MqttMessage(
                    message.topic(),
                    message.payload(),
                    true,
                    message.contentType(),
                    null,
                    null,
                    null,
                    List.of(Map.entry(Directory.MIRRORED_BY, address))))
            .whenComplete(
                (puback, error) -> {
                  if (error != null) {
                    LOG.debug("{} is not mirrored: {}", message.topic(), error.getMessage());
                  }
                });
  }

  /**
   * On the upper side of a link: when a gateway goes offline, so does, as far as can be seen from
   * here, everything it mirrored.
   */
  public static void turnOffline(
      Directory directory, MqttSession session, Topics topics, Clock clock) {
    directory.onChange(
        gone -> {
          if (gone.state() == AgentState.OFFLINE && gone.status() != null) {
            directory.all().stream()
                .filter(agent -> agent.mirroredBy().equals(gone.address()) && agent.live())
                .filter(agent -> !agent.address().equals(gone.address()))
                .forEach(agent -> sayOffline(agent, session, topics, clock));
          }
        });
  }

  private static void sayOffline(AgentSeen agent, MqttSession session, Topics topics, Clock clock) {
    AgentStatus status = agent.status();
    long epoch = status == null ? 0 : status.epoch();
    var unused =
        session.publish(
            new MqttMessage(
                topics.status(agent.site(), agent.agent()),
                Codec.encode(new AgentStatus(AgentState.OFFLINE, epoch, clock.instant(), null)),
                true,
                "application/json",
                null,
                null,
                null,
                List.of(Map.entry(Directory.MIRRORED_BY, agent.mirroredBy()))));
  }
}
