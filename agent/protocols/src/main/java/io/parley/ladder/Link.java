package io.parley.ladder;

import io.parley.exchange.Stamp;
import io.parley.mqtt.MqttMessage;
import io.parley.mqtt.MqttSession;
import io.parley.mqtt.SessionState;
import io.parley.mqtt.Subscription;
import io.parley.protocol.Cid;
import io.parley.topics.Address;
import io.parley.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The protocol topics of one site on one broker: the node's own, or the one above. What the broker
 * holds already is not published again, and what came from above is not sent back there, so
 * protocols can be passed on between links without going round in circles.
 */
final class Link {
  private static final Logger LOG = LoggerFactory.getLogger(Link.class);
  private static final int MOST_ASKED = 512;

  private final MqttSession session;
  private final Topics topics;
  private final String site;
  private final @Nullable Passing above;
  private final Map<String, Cid> held = new ConcurrentHashMap<>();

  /** Whether they are in use: known here, or something came of them. The oldest first. */
  private final Map<Cid, Boolean> asked = new LinkedHashMap<>();

  private Consumer<MqttMessage> arrivals = message -> {};

  /** Whether the broker is this node's own: it shows what this session published as the node's. */
  private volatile boolean ownBroker;

  /**
   * A link.
   *
   * @param above what passes to and from the broker above; absent for the node's own
   */
  Link(MqttSession session, Topics topics, String site, @Nullable Passing above) {
    this.session = session;
    this.topics = topics;
    this.site = site;
    this.above = above;
  }

  /** Listens, and announces what is known now and after every reconnect. */
  CompletableFuture<Void> start(Consumer<MqttMessage> hears, Supplier<List<Kept>> known) {
    arrivals = hears;
    session.onState(
        state -> {
          if (state == SessionState.CONNECTED) {
            held.clear();
            known.get().forEach(this::announce);
          }
        });
    return listen(known).thenRun(() -> known.get().forEach(this::announce));
  }

  private CompletableFuture<Void> listen(Supplier<List<Kept>> known) {
    if (above == null || above.down() == Passing.Down.ALL) {
      return session.subscribe(Subscription.to(topics.protocolFilter(site)), this::received);
    }
    known.get().stream().filter(Kept::fromAbove).forEach(kept -> ask(kept.cid(), true));
    return CompletableFuture.completedFuture(null);
  }

  private void came(Cid cid, MqttMessage message) {
    synchronized (this) {
      asked.replace(cid, true);
    }
    received(message);
  }

  private void received(MqttMessage message) {
    held.put(message.topic(), Cid.of(message.payload()));
    Stamp stamp = Stamp.of(message);
    ownBroker |=
        stamp != null
            && stamp.principal().equals(Stamp.NODE)
            && stamp.client().equals(session.clientId());
    arrivals.accept(message);
  }

  /**
   * Publishes again what somebody else has replaced or cleared on the node's own broker. On a
   * broker of others it does not: two nodes that do not trust each other would replace each other's
   * states for ever.
   *
   * @param message what came, after it was judged
   */
  void putBack(MqttMessage message, Function<Cid, Optional<Kept>> known) {
    Stamp stamp = Stamp.of(message);
    if (above == null && ownBroker && stamp != null && !stamp.principal().equals(Stamp.NODE)) {
      about(message.topic()).flatMap(known).ifPresent(this::announce);
    }
  }

  private Optional<Cid> about(String topic) {
    Address address = topics.parse(topic).orElse(null);
    String cid =
        address instanceof Address.Protocol at
            ? at.cid()
            : address instanceof Address.Signature at
                ? at.cid()
                : address instanceof Address.Routine at
                    ? at.cid()
                    : address instanceof Address.ProtocolState at ? at.cid() : null;
    return Optional.ofNullable(cid).map(Cid::new);
  }

  /**
   * Fetches a protocol by its id, and hears what becomes of it, where not all is heard anyway. Of
   * too many, the first that is not in use makes room; where all are in use, none does.
   */
  void ask(Cid cid) {
    ask(cid, false);
  }

  private synchronized void ask(Cid cid, boolean inUse) {
    if (above == null || above.down() != Passing.Down.ASKED || asked.containsKey(cid)) {
      return;
    }
    if (asked.size() >= MOST_ASKED) {
      Optional<Cid> idle =
          asked.entrySet().stream()
              .filter(each -> !each.getValue())
              .map(Map.Entry::getKey)
              .findFirst();
      if (idle.isEmpty()) {
        LOG.debug("{} is not asked for above: {} are in use", cid, asked.size());
        return;
      }
      asked.remove(idle.get());
      var unused = session.unsubscribe(topics.protocol(site, idle.get().text()) + "/#");
    }
    asked.put(cid, inUse);
    var unused =
        session
            .subscribe(
                Subscription.to(topics.protocol(site, cid.text()) + "/#"),
                message -> came(cid, message))
            .exceptionally(
                failed -> {
                  LOG.info("{} cannot be asked for above: {}", cid, failed.toString());
                  return null;
                });
  }

  /** Puts a protocol and what stands beside it on the broker. */
  void announce(Kept kept) {
    if (above != null && (!above.up() || kept.fromAbove())) {
      return;
    }
    String cid = kept.cid().text();
    kept.endorsements()
        .forEach(
            (key, endorsement) ->
                retain(
                    topics.signature(site, cid, key),
                    Payloads.bytes(endorsement.tree()),
                    Payloads.JSON));
    Kept.Ready ready = kept.ready();
    Cid routine = ready == null ? null : ready.cid();
    if (ready != null && ready.expression() != null && routine != null) {
      retain(
          topics.routine(site, cid, routine.text()),
          ready.expression().getBytes(StandardCharsets.UTF_8),
          Payloads.JSONATA);
    }
    StateStatement statement = kept.statement();
    if (statement != null) {
      retain(topics.protocolState(site, cid), Payloads.bytes(statement.tree()), Payloads.JSON);
    }
    retain(topics.protocol(site, cid), kept.document().bytes(), Payloads.MARKDOWN);
  }

  private void retain(String topic, byte[] payload, String contentType) {
    Cid content = Cid.of(payload);
    if (content.equals(held.put(topic, content))) {
      return;
    }
    var unused =
        session
            .publish(MqttMessage.retained(topic, payload, contentType))
            .whenComplete(
                (done, failed) -> {
                  if (failed != null) {
                    held.remove(topic, content);
                    LOG.info("{} is not announced yet: {}", topic, failed.toString());
                  }
                });
  }
}
