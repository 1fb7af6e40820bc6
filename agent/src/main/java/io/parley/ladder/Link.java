package io.parley.ladder;

import io.parley.mqtt.MqttMessage;
import io.parley.mqtt.MqttSession;
import io.parley.mqtt.SessionState;
import io.parley.mqtt.Subscription;
import io.parley.protocol.Cid;
import io.parley.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The protocol topics of one site on one broker. What the broker holds already is not published
 * again, so protocols can be passed on between links without going round in circles.
 */
final class Link {
  private static final Logger LOG = LoggerFactory.getLogger(Link.class);

  private final MqttSession session;
  private final Topics topics;
  private final String site;
  private final Map<String, Cid> held = new ConcurrentHashMap<>();

  Link(MqttSession session, Topics topics, String site) {
    this.session = session;
    this.topics = topics;
    this.site = site;
  }

  /** Listens, and announces what is known now and after every reconnect. */
  CompletableFuture<Void> start(Consumer<MqttMessage> arrivals, Supplier<List<Kept>> known) {
    session.onState(
        state -> {
          if (state == SessionState.CONNECTED) {
            held.clear();
            known.get().forEach(this::announce);
          }
        });
    CompletableFuture<Void> subscribed =
        session.subscribe(
            Subscription.to(topics.protocolFilter(site)),
            message -> {
              held.put(message.topic(), Cid.of(message.payload()));
              arrivals.accept(message);
            });
    return subscribed.thenRun(() -> known.get().forEach(this::announce));
  }

  /** Puts a protocol and what stands beside it on the broker. */
  void announce(Kept kept) {
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
