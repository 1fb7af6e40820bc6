package io.parley.mqtt;

import io.parley.topics.TopicFilter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A broker in memory for unit tests: retained messages, Wills, wildcards, shared subscriptions, no
 * local. Everything happens on the caller's thread, in order, before the call returns, unless a
 * listener is being called further up.
 */
public final class MemoryBroker {
  private final Map<String, MqttMessage> retained = new LinkedHashMap<>();
  private final Map<String, MemorySession> sessions = new LinkedHashMap<>();
  private final List<MqttMessage> published = new CopyOnWriteArrayList<>();
  private final Queue<Runnable> deliveries = new ArrayDeque<>();
  private boolean delivering;
  private final Map<String, Integer> turns = new LinkedHashMap<>();

  /** A session without a Will. */
  public MemorySession session(String clientId) {
    return session(clientId, () -> null);
  }

  /** A session with a Will, asked for at each connect. */
  public MemorySession session(String clientId, Supplier<@Nullable MqttMessage> will) {
    return new MemorySession(clientId, will);
  }

  /** Everything that was published, in order, Wills included. */
  public List<MqttMessage> published() {
    return List.copyOf(published);
  }

  /** What was published to topics that match. */
  public List<MqttMessage> published(String filter) {
    TopicFilter wanted = TopicFilter.of(filter);
    return published.stream().filter(message -> wanted.matches(message.topic())).toList();
  }

  /** The retained message of a topic. */
  public @Nullable MqttMessage retained(String topic) {
    return retained.get(topic);
  }

  private Puback route(String from, MqttMessage message) {
    published.add(message);
    if (message.retain()) {
      if (message.payload().length == 0) {
        retained.remove(message.topic());
      } else {
        retained.put(message.topic(), message);
      }
    }
    boolean any = false;
    Map<String, List<Heard>> groups = new LinkedHashMap<>();
    for (MemorySession session : sessions.values()) {
      for (Heard heard : session.subscriptions.values()) {
        if (session.connected && heard.wants(from, message)) {
          any = true;
          String filter = heard.subscription.filter();
          if (filter.startsWith("$share/")) {
            groups.computeIfAbsent(filter, name -> new ArrayList<>()).add(heard);
          } else {
            deliver(heard, message);
          }
        }
      }
    }
    groups.forEach(
        (filter, group) ->
            deliver(group.get(turns.merge(filter, 1, Integer::sum) % group.size()), message));
    drain();
    return any ? Puback.SUCCESS : Puback.NO_MATCHING_SUBSCRIBERS;
  }

  private void deliver(Heard heard, MqttMessage message) {
    deliveries.add(() -> heard.listener.accept(message));
  }

  private void drain() {
    if (delivering) {
      return;
    }
    delivering = true;
    try {
      for (Runnable next = deliveries.poll(); next != null; next = deliveries.poll()) {
        next.run();
      }
    } finally {
      delivering = false;
    }
  }

  private record Heard(
      MemorySession session,
      Subscription subscription,
      TopicFilter filter,
      Consumer<MqttMessage> listener) {
    boolean wants(String from, MqttMessage message) {
      return filter.matches(message.topic())
          && !(subscription.noLocal() && from.equals(session.clientId()));
    }
  }

  /** A session of this broker. */
  public final class MemorySession implements MqttSession {
    private final String clientId;
    private final Supplier<@Nullable MqttMessage> willOf;
    private final Map<String, Heard> subscriptions = new LinkedHashMap<>();
    private final List<Consumer<SessionState>> listeners = new CopyOnWriteArrayList<>();
    private final List<Runnable> waiting = new ArrayList<>();
    private @Nullable MqttMessage will;
    private boolean connected;
    private boolean closed;

    private MemorySession(String clientId, Supplier<@Nullable MqttMessage> willOf) {
      this.clientId = clientId;
      this.willOf = willOf;
    }

    @Override
    public CompletableFuture<Void> connect() {
      synchronized (MemoryBroker.this) {
        will = willOf.get();
        sessions.put(clientId, this);
        connected = true;
        subscriptions.values().forEach(this::sendRetained);
        listeners.forEach(listener -> listener.accept(SessionState.CONNECTED));
        List<Runnable> now = List.copyOf(waiting);
        waiting.clear();
        now.forEach(Runnable::run);
        drain();
        return CompletableFuture.completedFuture(null);
      }
    }

    /** Loses the line: the broker publishes the Will, the session knows that it is lost. */
    public void cut() {
      synchronized (MemoryBroker.this) {
        connected = false;
        MqttMessage left = will;
        if (left != null) {
          route(clientId, left);
        }
        listeners.forEach(listener -> listener.accept(SessionState.LOST));
      }
    }

    @Override
    public CompletableFuture<Puback> publish(MqttMessage message) {
      synchronized (MemoryBroker.this) {
        if (closed) {
          return CompletableFuture.failedFuture(MqttFailure.of("closed"));
        }
        if (connected) {
          return CompletableFuture.completedFuture(route(clientId, message));
        }
        CompletableFuture<Puback> later = new CompletableFuture<>();
        waiting.add(() -> later.complete(route(clientId, message)));
        return later;
      }
    }

    @Override
    public CompletableFuture<Void> subscribe(
        Subscription subscription, Consumer<MqttMessage> listener) {
      synchronized (MemoryBroker.this) {
        Heard heard =
            new Heard(this, subscription, TopicFilter.of(subscription.filter()), listener);
        subscriptions.put(subscription.filter(), heard);
        if (connected) {
          sendRetained(heard);
          drain();
        }
        return CompletableFuture.completedFuture(null);
      }
    }

    private void sendRetained(Heard heard) {
      if (heard.subscription.retained() != Subscription.Retained.NEVER
          && !heard.subscription.filter().startsWith("$share/")) {
        List.copyOf(retained.values()).stream()
            .filter(message -> heard.filter.matches(message.topic()))
            .forEach(message -> deliver(heard, message));
      }
    }

    @Override
    public CompletableFuture<Void> unsubscribe(String filter) {
      synchronized (MemoryBroker.this) {
        subscriptions.remove(filter);
        return CompletableFuture.completedFuture(null);
      }
    }

    @Override
    public void onState(Consumer<SessionState> listener) {
      listeners.add(listener);
    }

    @Override
    public boolean connected() {
      return connected;
    }

    @Override
    public boolean resumed() {
      return false;
    }

    @Override
    public CompletableFuture<Void> renew() {
      synchronized (MemoryBroker.this) {
        connected = false;
        listeners.forEach(listener -> listener.accept(SessionState.LOST));
        return connect();
      }
    }

    @Override
    public String clientId() {
      return clientId;
    }

    @Override
    public void close() {
      synchronized (MemoryBroker.this) {
        if (closed) {
          return;
        }
        closed = true;
        connected = false;
        sessions.remove(clientId, this);
        listeners.forEach(listener -> listener.accept(SessionState.CLOSED));
      }
    }
  }
}
