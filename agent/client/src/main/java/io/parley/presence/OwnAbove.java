package io.parley.presence;

import io.parley.codec.Codec;
import io.parley.codec.CodecException;
import io.parley.message.AgentState;
import io.parley.message.AgentStatus;
import io.parley.mqtt.MqttMessage;
import io.parley.topics.Topics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A gateway's own card and status as the broker above shows them. What somebody else put there is
 * replaced, each at most once a second: two gateways of one name would answer each other for ever.
 * What waits for its second goes along with the next status, half a minute later at most.
 */
final class OwnAbove {
  private static final Logger log = LoggerFactory.getLogger(OwnAbove.class);
  private static final Duration APART = Duration.ofSeconds(1);

  private final String card;
  private final String status;
  private final Presence own;
  private final Directory below;
  private final Clock clock;
  private final Consumer<MqttMessage> up;
  private final Codec codec = new Codec();
  private final Set<String> wrong = new HashSet<>();
  private final Map<String, Instant> corrected = new HashMap<>();

  /**
   * What stands above.
   *
   * @param below the directory of the own broker, which holds what ought to stand above
   * @param up publishes a message of the own broker above
   */
  OwnAbove(
      Topics topics,
      String site,
      Presence own,
      Directory below,
      Clock clock,
      Consumer<MqttMessage> up) {
    card = topics.card(site, own.agent());
    status = topics.status(site, own.agent());
    this.own = own;
    this.below = below;
    this.clock = clock;
    this.up = up;
  }

  String card() {
    return card;
  }

  String status() {
    return status;
  }

  /** Whether the topic is of the card or the status. */
  boolean concerns(String topic) {
    return topic.equals(card) || topic.equals(status);
  }

  /** One of the two as it stands above. */
  void heard(MqttMessage message) {
    if (message.topic().equals(card)) {
      differs(message);
      return;
    }
    try {
      AgentStatus seen = codec.status(message.payload());
      boolean later = seen.epoch() > own.epoch();
      if (later && own.outdone(seen.epoch())) {
        return;
      }
      if (seen.epoch() != own.epoch() || seen.state() == AgentState.OFFLINE) {
        differs(message);
      }
    } catch (CodecException e) {
      log.warn("our own status above cannot be read: {}", e.getMessage());
      differs(message);
    }
  }

  /** The own broker shows this now, and it is on its way up. */
  void shownBelow(MqttMessage message) {
    Set<String> late;
    synchronized (this) {
      wrong.remove(message.topic());
      late = message.topic().equals(status) ? Set.copyOf(wrong) : Set.of();
    }
    late.forEach(this::correct);
  }

  private void differs(MqttMessage above) {
    boolean now;
    synchronized (this) {
      if (!shown(above.topic(), above.payload())) {
        wrong.remove(above.topic());
        return;
      }
      Instant at = clock.instant();
      Instant last = corrected.getOrDefault(above.topic(), Instant.MIN);
      now = !last.plus(APART).isAfter(at);
      if (now) {
        corrected.put(above.topic(), at);
      } else {
        wrong.add(above.topic());
      }
    }
    if (now) {
      correct(above.topic());
    }
  }

  /** Whether the own broker shows something else there. */
  private boolean shown(String topic, byte[] payload) {
    return below.messages().stream()
        .anyMatch(now -> now.topic().equals(topic) && !Arrays.equals(now.payload(), payload));
  }

  private void correct(String topic) {
    synchronized (this) {
      wrong.remove(topic);
    }
    below.messages().stream()
        .filter(now -> Objects.equals(now.topic(), topic))
        .forEach(
            now -> {
              log.info("{} above is not ours; it is published again", topic);
              up.accept(now);
            });
  }
}
