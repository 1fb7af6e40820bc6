package io.parley.calling;

import io.parley.message.Card;
import io.parley.message.Tier;
import io.parley.mqtt.MqttMessage;
import io.parley.mqtt.MqttSession;
import io.parley.mqtt.Subscription;
import io.parley.presence.AgentSeen;
import io.parley.presence.Directory;
import io.parley.topics.Topics;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the site of the node above where its URL names none: the only site there with a card of a
 * router that is a hub or gateway. Cards that a gateway mirrored there, our own among them, do not
 * count. Looks once the cards have stopped coming for a moment; with none, looks on as they come.
 */
final class SiteAbove {
  private static final Logger LOG = LoggerFactory.getLogger(SiteAbove.class);
  private static final Duration QUIET = Duration.ofMillis(500);

  private final Topics topics;
  private final String ownAddress;
  private final MqttSession above;
  private final ScheduledExecutorService timer;
  private final Directory cards;
  private final CompletableFuture<String> found = new CompletableFuture<>();
  private @Nullable ScheduledFuture<?> quiet;
  private boolean noneTold;

  SiteAbove(Topics topics, String ownAddress, MqttSession above, ScheduledExecutorService timer) {
    this.topics = topics;
    this.ownAddress = ownAddress;
    this.above = above;
    this.timer = timer;
    cards = new Directory(topics);
  }

  /** Completes with the site; exceptionally with the list of them where there are several. */
  CompletableFuture<String> find() {
    String filter = topics.root() + "/+/card/+";
    var unused = found.whenComplete((site, error) -> forget(filter));
    var unusedGrant =
        above
            .subscribe(Subscription.to(filter), this::heard)
            .whenComplete(
                (ok, error) -> {
                  if (error != null) {
                    found.completeExceptionally(error);
                  } else {
                    lookSoon();
                  }
                });
    return found;
  }

  private void forget(String filter) {
    var unused = above.unsubscribe(filter);
  }

  private void heard(MqttMessage card) {
    cards.heard(card);
    lookSoon();
  }

  private synchronized void lookSoon() {
    if (quiet != null) {
      quiet.cancel(false);
    }
    quiet = timer.schedule(this::look, QUIET.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look() {
    List<AgentSeen> routers = cards.all().stream().filter(this::mayBeAbove).toList();
    List<String> sites = routers.stream().map(AgentSeen::site).distinct().toList();
    if (sites.size() == 1) {
      found.complete(sites.get(0));
    } else if (sites.size() > 1) {
      found.completeExceptionally(
          new IllegalStateException(
              "upstream shows several routers: %s; name the site in its URL, as in mqtt://host:1883/%s"
                  .formatted(routers.stream().map(AgentSeen::address).toList(), sites.get(0))));
    } else if (!noneTold) {
      noneTold = true;
      LOG.warn("upstream shows no router yet; this node works alone and keeps looking");
    }
  }

  private boolean mayBeAbove(AgentSeen agent) {
    Card card = agent.card();
    return card != null
        && card.router()
        && card.tier() != Tier.SENSOR
        && agent.mirroredBy().isEmpty()
        && !agent.address().equals(ownAddress);
  }
}
