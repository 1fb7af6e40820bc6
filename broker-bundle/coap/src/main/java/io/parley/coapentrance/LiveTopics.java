package io.parley.coapentrance;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.jspecify.annotations.Nullable;

/** The topics that are subscribed to, as many as the limits allow; idle ones go first. */
final class LiveTopics {
  /** How long a topic that nobody observes stays subscribed after its last read. */
  private static final long IDLE_MS = 60_000;

  private final Front front;
  private final ConcurrentMap<String, LiveTopic> live = new ConcurrentHashMap<>();
  private final Writes writes = new Writes();

  LiveTopics(Front front) {
    this.front = front;
  }

  Writes writes() {
    return writes;
  }

  int size() {
    return live.size();
  }

  @Nullable LiveTopic existing(String topic) {
    return live.get(topic);
  }

  List<LiveTopic> all() {
    return List.copyOf(live.values());
  }

  /**
   * The topic, subscribed to from now on.
   *
   * @throws Refused 5.03 where too many topics are observed already
   */
  LiveTopic at(String topic, TopicData data) throws Refused {
    LiveTopic known = live.get(topic);
    if (known == null) {
      if (live.size() >= front.limits().capacity().liveTopics() && !evictOne()) {
        throw Refused.later(
            ResponseCode.SERVICE_UNAVAILABLE,
            60,
            "%d topics are observed already".formatted(live.size()));
      }
      known = live.computeIfAbsent(topic, name -> new LiveTopic(name, data, this, front));
    }
    known.touch();
    return known;
  }

  /** Ends the subscriptions of topics that were idle for a while. */
  void sweep() {
    live.values().forEach(LiveTopic::prune);
    long before = front.ports.clock().millis() - IDLE_MS;
    live.values().stream().filter(topic -> topic.idleSince(before)).forEach(this::unsubscribe);
  }

  private boolean evictOne() {
    Optional<LiveTopic> idle =
        live.values().stream()
            .filter(topic -> topic.idleSince(Long.MAX_VALUE))
            .min(Comparator.comparing(LiveTopic::topic));
    idle.ifPresent(this::unsubscribe);
    return idle.isPresent();
  }

  private void unsubscribe(LiveTopic topic) {
    if (remove(topic)) {
      Later.then(front.ports.session().unsubscribe(topic.topic()), (unsuback, error) -> {});
    }
  }

  boolean remove(LiveTopic topic) {
    return live.remove(topic.topic(), topic);
  }
}
