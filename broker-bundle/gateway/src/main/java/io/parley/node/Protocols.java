package io.parley.node;

import io.parley.config.ProtocolRules;
import io.parley.config.Settings;
import io.parley.gateway.FactSource;
import io.parley.gateway.GatewayIdentity;
import io.parley.http.NodeView;
import io.parley.ladder.Ladder;
import io.parley.ladder.LadderSettings;
import io.parley.ladder.LifeState;
import io.parley.ladder.Passing;
import io.parley.ladder.ShelfEntry;
import io.parley.message.Card;
import io.parley.mqttentrance.MqttEntrance;
import io.parley.protocol.Cid;
import io.parley.protocol.ProtocolDocument;
import io.parley.trust.Identity;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ladder of a node: its shelf in the node's folder, its words on the node's sessions. */
final class Protocols implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Protocols.class);

  private final Ladder ladder;

  private Protocols(Ladder ladder) {
    this.ladder = ladder;
  }

  static Protocols of(
      Settings settings, GatewayIdentity self, NodePlace place, FactSource facts, Clock clock)
      throws IOException {
    Identity identity = Identity.at(place.folder().resolve("identity.key"));
    log.info("protocols of this node are signed by key {}", identity.key().id());
    return new Protocols(Ladder.open(rules(settings, place), identity, self, facts, clock));
  }

  /** A protocol's vectors hold facts: they go up only where facts may. */
  private static LadderSettings rules(Settings settings, NodePlace place) {
    ProtocolRules rules = settings.protocols();
    return LadderSettings.in(place.protocols())
        .withSigners(rules.signers())
        .withLearnFrom(rules.learnFrom())
        .withEffects(rules.effects())
        .withPassing(new Passing(rules.passing().up() && settings.share(), rules.passing().down()));
  }

  Ladder ladder() {
    return ladder;
  }

  /** Hears and announces protocols at the node's own broker, and keeps its card up to date. */
  CompletableFuture<Void> open(Standing standing, GatewayIdentity self, MqttEntrance entrance) {
    entrance.errands().otherwise(ladder::reply);
    ladder.onChange(entry -> standing.presence().changeCard(this::withProtocols));
    return ladder.connect(
        standing.router(),
        standing.topics(),
        agent ->
            standing
                .directory()
                .find(self.site(), agent)
                .filter(seen -> seen.card() != null)
                .isPresent());
  }

  private Card withProtocols(Card card) {
    List<String> active =
        ladder.protocols().stream()
            .filter(Protocols::active)
            .map(entry -> entry.cid().toString())
            .limit(Card.MOST_PROTOCOLS)
            .toList();
    return new Card(
        card.tier(),
        card.router(),
        card.subjects(),
        card.models(),
        active,
        card.limits(),
        card.epoch());
  }

  private static boolean active(ShelfEntry entry) {
    return entry.state() == LifeState.ACTIVE;
  }

  /** The bytes of a document, exactly as hashed; null if it is not known. */
  byte @Nullable [] document(String cid) {
    try {
      return ladder.document(new Cid(cid)).map(ProtocolDocument::bytes).orElse(null);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  List<NodeView.Spoken> spoken() {
    return ladder.protocols().stream()
        .map(
            entry ->
                new NodeView.Spoken(
                    entry.cid().toString(),
                    entry.name(),
                    entry.state().toString().toLowerCase(Locale.ROOT),
                    entry.routine(),
                    entry.uses()))
        .toList();
  }

  @Override
  public void close() {
    ladder.close();
  }
}
