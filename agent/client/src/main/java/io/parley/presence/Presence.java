package io.parley.presence;

import io.parley.codec.Codec;
import io.parley.codec.CodecException;
import io.parley.message.AgentState;
import io.parley.message.AgentStatus;
import io.parley.message.Card;
import io.parley.message.Ids;
import io.parley.mqtt.MqttMessage;
import io.parley.mqtt.MqttSession;
import io.parley.mqtt.SessionState;
import io.parley.mqtt.Subscription;
import io.parley.topics.Topics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One agent's own card and status at one broker. Its epoch is one more than the greatest that its
 * store or its broker remembers; whatever else appears on its topics, such as the Will of an
 * earlier connection or what somebody else published there, is answered by publishing its own
 * again.
 */
public final class Presence implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Presence.class);
  private static final String JSON = "application/json";
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final Duration SAID_AGAIN = Duration.ofSeconds(30);
  private static final Duration SETTLED = Duration.ofSeconds(5);

  private final Topics topics;
  private final String site;
  private final String agent;
  private final EpochStore epochs;
  private final Clock clock;
  private final ScheduledExecutorService timer = Timers.single("presence");
  private final CompletableFuture<Void> settled = new CompletableFuture<>();
  private final Codec codec = new Codec();

  private final Instant born;
  private final List<MqttSession> elsewhere = new ArrayList<>();
  private @Nullable MqttSession session;
  private @Nullable Card card;
  private Supplier<AgentStatus.@Nullable Load> load = () -> null;
  private AgentState state = AgentState.ONLINE;
  private AgentStatus said;
  private long epoch;
  private int corrections;
  private boolean cardReplaced;
  private CompletableFuture<Void> renewed = CompletableFuture.completedFuture(null);

  /** An agent that is not there yet; its first epoch follows the one in the store. */
  public Presence(Topics topics, String site, String agent, EpochStore epochs, Clock clock) {
    this.topics = topics;
    this.site = Ids.require("site", site);
    this.agent = Ids.require("agent", agent);
    this.epochs = epochs;
    this.clock = clock;
    born = now();
    epoch = Epochs.after(Epochs.orZero(epochs.last()));
    said = new AgentStatus(AgentState.OFFLINE, epoch, born, null);
  }

  /** The Will: offline, with the present epoch. For {@code SessionOptions.withWill}. */
  public synchronized MqttMessage will() {
    return MqttMessage.retained(
        topics.status(site, agent),
        Codec.encode(new AgentStatus(AgentState.OFFLINE, epoch, now(), null)),
        JSON);
  }

  /** Says how busy the agent is; asked every second, published where it changed. */
  public synchronized void load(Supplier<AgentStatus.@Nullable Load> newLoad) {
    load = newLoad;
  }

  /**
   * Publishes card and status, now and after every reconnect, over a session whose Will is {@link
   * #will}.
   *
   * @param newCard its epoch is set here
   * @return completes once the broker shows them, with the right epoch in the Will too
   */
  public CompletableFuture<Void> start(MqttSession over, Card newCard) {
    synchronized (this) {
      session = over;
      card = newCard;
      epochs.keep(epoch);
    }
    over.onState(
        changed -> {
          if (changed == SessionState.CONNECTED) {
            publishAll();
          }
        });
    var unused =
        timer.scheduleWithFixedDelay(
            this::tick, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
    unused =
        timer.schedule(
            () -> {
              if (settled.complete(null)) {
                LOG.warn("{}/{} cannot see its own status at the broker", site, agent);
              }
            },
            SETTLED.toMillis(),
            TimeUnit.MILLISECONDS);
    return CompletableFuture.allOf(
            over.subscribe(Subscription.to(topics.status(site, agent)), this::heard),
            over.subscribe(Subscription.to(topics.card(site, agent)), this::cardHeard))
        .thenRun(this::publishAll)
        .thenCompose(ok -> settled);
  }

  /** Its name. */
  public String agent() {
    return agent;
  }

  /** The present epoch. */
  public synchronized long epoch() {
    return epoch;
  }

  /** The card as it was last published; absent before the start. */
  public synchronized @Nullable Card card() {
    return card;
  }

  /** Changes the card and publishes it. */
  public synchronized void changeCard(UnaryOperator<Card> change) {
    Card now = card;
    if (now != null) {
      card = change.apply(now);
      publishCard();
    }
  }

  /** Changes the state and publishes it. */
  public synchronized void state(AgentState newState) {
    state = newState;
    sayStatus();
  }

  /**
   * Somewhere this agent's status was seen with an epoch that is not smaller, and was not ours: we
   * are the later one. Says whether the epoch is greater now; not after one we cannot have had.
   */
  public synchronized boolean outdone(long seen) {
    long next = Epochs.after(seen);
    if (next <= epoch || !Epochs.reachable(epoch, seen)) {
      return false;
    }
    epoch = next;
    epochs.keep(epoch);
    publishAll();
    // A Will with an old epoch would be passed over when we die.
    elsewhere.forEach(
        other -> {
          var unused = other.renew();
        });
    MqttSession over = session;
    if (over != null) {
      renewed = over.renew();
      publishAll();
    }
    return true;
  }

  /** Another session that carries {@link #will} too, such as a gateway's uplink. */
  public synchronized void alsoWillOf(MqttSession other) {
    elsewhere.add(other);
  }

  /**
   * Says offline.
   *
   * @return completes once the broker has it
   */
  public synchronized CompletableFuture<Void> leave() {
    state = AgentState.OFFLINE;
    return publishStatus();
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  private synchronized void heard(MqttMessage message) {
    AgentStatus seen;
    try {
      seen = codec.status(message.payload());
    } catch (CodecException e) {
      correct("something that is no status");
      return;
    }
    boolean earlierLife = seen.epoch() == epoch && seen.at().isBefore(born);
    if (seen.epoch() > epoch || earlierLife) {
      if (!outdone(seen.epoch())) {
        correct("a status of an epoch that it never had");
      }
    } else if (seen.epoch() < epoch) {
      if (settled.isDone()) {
        correct("a stale status");
      }
    } else if (seen.state() == AgentState.OFFLINE && state != AgentState.OFFLINE) {
      correct("the Will of an earlier connection");
    } else if (renewed.isDone()) {
      settled.complete(null);
    }
  }

  /** Our own cards come back here too, and one of them may be older than what stands there now. */
  private synchronized void cardHeard(MqttMessage message) {
    Card ours = card;
    cardReplaced = ours != null && !Arrays.equals(message.payload(), bytes(ours));
  }

  private byte[] bytes(Card ours) {
    return Codec.encode(Cards.withEpoch(ours, epoch));
  }

  private void correct(String found) {
    corrections++;
    if (corrections == 1) {
      LOG.info("{}/{} found {} in its place and says again that it is there", site, agent, found);
      sayStatus();
    } // else the next tick does it: two agents of one name would answer each other for ever
  }

  private synchronized void tick() {
    if (corrections > 1) {
      sayStatus();
    }
    corrections = 0;
    if (cardReplaced && state != AgentState.OFFLINE) {
      LOG.warn("the card of {}/{} was replaced or cleared; it is published again", site, agent);
      publishCard();
    }
    MqttSession over = session;
    boolean old = Duration.between(said.at(), now()).compareTo(SAID_AGAIN) > 0;
    if (over != null
        && over.connected()
        && state != AgentState.OFFLINE
        && (old || !Objects.equals(said.load(), load.get()))) {
      sayStatus();
    }
  }

  private synchronized void publishAll() {
    if (state != AgentState.OFFLINE) {
      publishCard();
      sayStatus();
    }
  }

  private void publishCard() {
    MqttSession over = session;
    Card now = card;
    if (over != null && now != null && over.connected()) {
      card = Cards.withEpoch(now, epoch);
      cardReplaced = false;
      var unused = over.publish(MqttMessage.retained(topics.card(site, agent), bytes(now), JSON));
    }
  }

  private void sayStatus() {
    var unused = publishStatus();
  }

  private CompletableFuture<Void> publishStatus() {
    MqttSession over = session;
    if (over == null || !over.connected()) {
      return CompletableFuture.completedFuture(null);
    }
    said = new AgentStatus(state, epoch, now(), state == AgentState.OFFLINE ? null : load.get());
    return over.publish(MqttMessage.retained(topics.status(site, agent), Codec.encode(said), JSON))
        .thenApply(puback -> null);
  }

  /** Whole milliseconds, which is what travels. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
