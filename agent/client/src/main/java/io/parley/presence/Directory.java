package io.parley.presence;

import io.parley.codec.Codec;
import io.parley.codec.CodecException;
import io.parley.message.AgentStatus;
import io.parley.message.Card;
import io.parley.mqtt.MqttMessage;
import io.parley.mqtt.MqttSession;
import io.parley.mqtt.Subscription;
import io.parley.topics.Address;
import io.parley.topics.Topics;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The agents that a broker shows, of all sites, by their cards and statuses. An older epoch never
 * replaces a newer one, so a stale Will changes nothing here, and neither does an epoch that nobody
 * can have. Bounded; what cannot be read is passed over.
 */
public final class Directory {
  /** The user property that says which gateway mirrored a card or status here. */
  public static final String MIRRORED_BY = "mirrored-by";

  private static final Logger LOG = LoggerFactory.getLogger(Directory.class);
  private static final int MOST = 10_000;

  private final Topics topics;
  private final Codec codec = new Codec();
  private final Map<String, AgentSeen> seen = new ConcurrentHashMap<>();
  private final Map<String, MqttMessage> messages = new ConcurrentHashMap<>();
  private final List<Consumer<AgentSeen>> listeners = new CopyOnWriteArrayList<>();
  private final List<Consumer<MqttMessage>> messageListeners = new CopyOnWriteArrayList<>();

  /** A directory of nobody. */
  public Directory(Topics topics) {
    this.topics = topics;
  }

  /** Subscribes to the cards and statuses of all sites. */
  public CompletableFuture<Void> open(MqttSession session) {
    return CompletableFuture.allOf(
        session.subscribe(Subscription.to(topics.root() + "/+/card/+"), this::heard),
        session.subscribe(Subscription.to(topics.root() + "/+/status/+"), this::heard));
  }

  /** Hears every change, after it is in the directory. */
  public void onChange(Consumer<AgentSeen> listener) {
    listeners.add(listener);
  }

  /** Hears every card and status that is not stale, as it came, also where nothing changed. */
  public void onMessage(Consumer<MqttMessage> listener) {
    messageListeners.add(listener);
  }

  /** The cards and statuses that stand now, as they came. */
  public List<MqttMessage> messages() {
    return List.copyOf(messages.values());
  }

  /** All, by site and name. */
  public List<AgentSeen> all() {
    return seen.values().stream().sorted(Comparator.comparing(AgentSeen::address)).toList();
  }

  /** One. */
  public Optional<AgentSeen> find(String site, String agent) {
    return Optional.ofNullable(seen.get(site + "/" + agent));
  }

  /** The live experts of a site on a subject. */
  public List<AgentSeen> experts(String site, String subject) {
    return seen.values().stream()
        .filter(agent -> agent.site().equals(site) && agent.expertOn(subject))
        .toList();
  }

  /** Takes a card or status as it came; for whoever subscribes himself. */
  public void heard(MqttMessage message) {
    Address address = topics.parse(message.topic()).orElse(null);
    try {
      if (address instanceof Address.CardOf of) {
        card(of, message);
      } else if (address instanceof Address.StatusOf of) {
        status(of, message);
      }
    } catch (CodecException e) {
      LOG.warn("{} cannot be read: {}", message.topic(), e.getMessage());
    }
  }

  private void card(Address.CardOf of, MqttMessage message) throws CodecException {
    Card card = message.payload().length == 0 ? null : codec.card(message.payload());
    AgentSeen old = known(of.site(), of.agent());
    Card before = old.card();
    if (card != null && before != null && Epochs.passedOver(before.epoch(), card.epoch())) {
      LOG.debug("a card on {} of epoch {} is passed over", message.topic(), card.epoch());
      return;
    }
    change(new AgentSeen(of.site(), of.agent(), card, old.status(), by(message)), old, message);
  }

  private void status(Address.StatusOf of, MqttMessage message) throws CodecException {
    AgentStatus status = message.payload().length == 0 ? null : codec.status(message.payload());
    AgentSeen old = known(of.site(), of.agent());
    AgentStatus before = old.status();
    if (status != null && before != null && Epochs.passedOver(before.epoch(), status.epoch())) {
      LOG.debug("a status on {} of epoch {} is passed over", message.topic(), status.epoch());
      return;
    }
    change(new AgentSeen(of.site(), of.agent(), old.card(), status, by(message)), old, message);
  }

  private AgentSeen known(String site, String agent) {
    return find(site, agent).orElse(new AgentSeen(site, agent, null, null, ""));
  }

  private static String by(MqttMessage message) {
    String by = message.property(MIRRORED_BY);
    return by == null ? "" : by;
  }

  private void change(AgentSeen now, AgentSeen old, MqttMessage message) {
    if (now.card() == null && now.status() == null) {
      seen.remove(now.address());
    } else if (seen.size() < MOST || seen.containsKey(now.address())) {
      seen.put(now.address(), now);
    } else {
      LOG.warn("more than {} agents: {} is passed over", MOST, now.address());
      return;
    }
    if (message.payload().length == 0) {
      messages.remove(message.topic());
    } else {
      messages.put(message.topic(), message);
    }
    messageListeners.forEach(listener -> listener.accept(message));
    if (!now.equals(old)) {
      listeners.forEach(listener -> listener.accept(now));
    }
  }
}
