package io.parley.mqtt;

import io.parley.topics.TopicFilter;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who hears what comes in, one message after the other on one thread of the session. QoS 1 messages
 * are acknowledged once they were heard, so that the broker holds what is too much; QoS 0 has no
 * such brake, and beyond {@link #MOST_QUEUED} it is dropped and counted.
 */
final class Listeners {
  static final int MOST_QUEUED = 10_000;
  private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

  private final Map<String, Listening> all = new ConcurrentHashMap<>();
  private final SessionThreads threads;
  private final AtomicInteger queued = new AtomicInteger();
  private final AtomicLong dropped = new AtomicLong();

  Listeners(SessionThreads threads) {
    this.threads = threads;
  }

  Listening add(Subscription subscription, Consumer<MqttMessage> listener) {
    Listening listening =
        new Listening(
            subscription,
            TopicFilter.of(subscription.filter()),
            listener,
            new CompletableFuture<>());
    all.put(subscription.filter(), listening);
    return listening;
  }

  boolean remove(String filter) {
    return all.remove(filter) != null;
  }

  void fail(MqttFailure why) {
    all.values().forEach(listening -> listening.granted().completeExceptionally(why));
  }

  Iterable<Listening> all() {
    return all.values();
  }

  void arrived(MqttMessage message, int qos, Runnable acknowledge) {
    if (qos == 0 && queued.get() >= MOST_QUEUED) {
      if (dropped.getAndIncrement() % MOST_QUEUED == 0) {
        LOG.warn(
            "listeners are too slow: {} QoS 0 messages dropped so far, {} wait",
            dropped.get(),
            queued.get());
      }
      return;
    }
    queued.incrementAndGet();
    threads.hear(
        () -> {
          boolean more = queued.decrementAndGet() > 0;
          threads.heard(more, () -> hear(message), acknowledge);
        });
  }

  private void hear(MqttMessage message) {
    for (Listening listening : all.values()) {
      if (listening.filter.matches(message.topic())) {
        try {
          listening.listener.accept(message);
        } catch (RuntimeException e) {
          LOG.error(
              "the listener of {} failed on a message to {}",
              listening.subscription.filter(),
              message.topic(),
              e);
        }
      }
    }
  }

  /** One subscription: its filter, who hears it, and who waits for its first SUBACK. */
  record Listening(
      Subscription subscription,
      TopicFilter filter,
      Consumer<MqttMessage> listener,
      CompletableFuture<Void> granted) {}
}
