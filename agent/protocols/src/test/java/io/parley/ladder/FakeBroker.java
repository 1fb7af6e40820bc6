package io.parley.ladder;

import io.parley.mqtt.MqttMessage;
import io.parley.mqtt.MqttSession;
import io.parley.mqtt.Puback;
import io.parley.mqtt.SessionState;
import io.parley.mqtt.Subscription;
import io.parley.topics.TopicFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A broker in memory: retained messages, filters, and sessions that deliver at once. */
final class FakeBroker {
  private final Map<String, MqttMessage> retained = new ConcurrentHashMap<>();
  private final List<Session> sessions = new CopyOnWriteArrayList<>();

  /** Whether it is a node's own broker, and stamps what the node publishes. */
  boolean node;

  static MqttMessage stamped(MqttMessage message, String client, String principal) {
    return new MqttMessage(
        message.topic(),
        message.payload(),
        message.retain(),
        message.contentType(),
        message.responseTopic(),
        message.correlation(),
        message.expirySeconds(),
        List.of(Map.entry("parley-client", client), Map.entry("parley-principal", principal)));
  }

  Session session(String clientId) {
    Session session = new Session(clientId);
    sessions.add(session);
    return session;
  }

  Map<String, MqttMessage> retained() {
    return retained;
  }

  void publish(MqttMessage message) {
    if (message.retain()) {
      retained.put(message.topic(), message);
    }
    sessions.forEach(session -> session.deliver(message));
  }

  final class Session implements MqttSession {
    private final String clientId;
    private final Map<String, Consumer<MqttMessage>> filters = new ConcurrentHashMap<>();
    private final List<Consumer<SessionState>> listeners = new ArrayList<>();

    private Session(String clientId) {
      this.clientId = clientId;
    }

    private void deliver(MqttMessage message) {
      filters.forEach(
          (filter, listener) -> {
            if (TopicFilter.of(filter).matches(message.topic())) {
              listener.accept(message);
            }
          });
    }

    @Override
    public CompletableFuture<Void> connect() {
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Puback> publish(MqttMessage message) {
      FakeBroker.this.publish(node ? stamped(message, clientId, "parley-node") : message);
      return CompletableFuture.completedFuture(Puback.SUCCESS);
    }

    @Override
    public CompletableFuture<Void> subscribe(
        Subscription subscription, Consumer<MqttMessage> listener) {
      filters.put(subscription.filter(), listener);
      if (subscription.retained() != Subscription.Retained.NEVER) {
        retained.values().stream()
            .filter(message -> TopicFilter.of(subscription.filter()).matches(message.topic()))
            .forEach(listener);
      }
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Void> unsubscribe(String filter) {
      filters.remove(filter);
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onState(Consumer<SessionState> listener) {
      listeners.add(listener);
    }

    @Override
    public boolean resumed() {
      return false;
    }

    @Override
    public CompletableFuture<Void> renew() {
      return CompletableFuture.completedFuture(null);
    }

    void comesBack() {
      listeners.forEach(listener -> listener.accept(SessionState.CONNECTED));
    }

    @Override
    public boolean connected() {
      return true;
    }

    @Override
    public String clientId() {
      return clientId;
    }

    @Override
    public void close() {
      sessions.remove(this);
    }
  }
}
