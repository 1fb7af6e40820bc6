package io.parley.presence;

import io.parley.codec.Codec;
import io.parley.codec.CodecException;
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
  private final String ownStatus;
  private final Presence own;
  private final MqttSession below;
  private final Directory seenBelow;
  private final MqttSession above;
  private final Directory seenAbove;
  private final Clock clock;
  private final Codec codec = new Codec();

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
    this.ownStatus = topics.status(site, agent);
    this.own = own;
    this.below = below;
    this.seenBelow = seenBelow;
    this.above = above;
    this.seenAbove = seenAbove;
    this.clock = clock;
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
            ownStatus.equals(topics.status(siteAbove, own.agent()))
                ? CompletableFuture.completedFuture(null)
                : above.subscribe(Subscription.to(ownStatus), this::down));
    // Only now: what is retained above of an earlier life of ours must be read before it is
    // replaced.
    return granted.thenRun(
        () -> {
          seenBelow.onMessage(this::up);
          above.onState(this::stateChanged);
          allUp();
        });
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
    }
  }

  private void down(MqttMessage message) {
    if (message.topic().equals(ownStatus)) {
      ownAbove(message);
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

  /** Our own status as the upper broker shows it: a stale Will of ours, or a life we forgot. */
  private void ownAbove(MqttMessage message) {
    try {
      AgentStatus seen = codec.status(message.payload());
      if (seen.epoch() > own.epoch()) {
        own.outdone(seen.epoch());
      } else if (seen.epoch() < own.epoch() || seen.state() == AgentState.OFFLINE) {
        seenBelow.messages().stream()
            .filter(now -> now.topic().equals(ownStatus) && !sameAs(now, message))
            .forEach(this::up);
      }
    } catch (CodecException e) {
      LOG.warn("our own status above cannot be read: {}", e.getMessage());
    }
  }

  private static boolean sameAs(MqttMessage one, MqttMessage other) {
    return java.util.Arrays.equals(one.payload(), other.payload());
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
