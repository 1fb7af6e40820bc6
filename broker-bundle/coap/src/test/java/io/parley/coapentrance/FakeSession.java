package io.parley.coapentrance;

import io.parley.mqtt.MqttFailure;
import io.parley.mqtt.MqttMessage;
import io.parley.mqtt.MqttSession;
import io.parley.mqtt.Puback;
import io.parley.mqtt.SessionState;
import io.parley.mqtt.Subscription;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/** A broker of exact topics in memory, which can be told to refuse, to hold back and to be away. */
final class FakeSession implements MqttSession {
  final Map<String, MqttMessage> retained = new ConcurrentHashMap<>();
  final List<MqttMessage> published = new CopyOnWriteArrayList<>();
  final Map<String, Consumer<MqttMessage>> listeners = new ConcurrentHashMap<>();
  final ExecutorService thread = Executors.newSingleThreadExecutor();
  volatile boolean connected = true;
  volatile int refuseWith;
  volatile boolean holdPubacks;
  volatile boolean holdRetained;
  final BlockingQueue<Runnable> late = new LinkedBlockingQueue<>();
  final List<CompletableFuture<Puback>> held = new CopyOnWriteArrayList<>();

  @Override
  public CompletableFuture<Void> connect() {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletableFuture<Puback> publish(MqttMessage message) {
    if (refuseWith != 0) {
      return CompletableFuture.failedFuture(MqttFailure.refused("publish", refuseWith));
    }
    CompletableFuture<Puback> puback = new CompletableFuture<>();
    if (holdPubacks) {
      held.add(puback);
      published.add(message);
      return puback;
    }
    thread.execute(
        () -> {
          deliver(message);
          puback.complete(Puback.SUCCESS);
        });
    return puback;
  }

  /** As if somebody had published it. */
  void deliver(MqttMessage message) {
    published.add(message);
    if (message.retain()) {
      if (message.payload().length == 0) {
        retained.remove(message.topic());
      } else {
        retained.put(message.topic(), message);
      }
    }
    Consumer<MqttMessage> listener = listeners.get(message.topic());
    if (listener != null) {
      listener.accept(
          new MqttMessage(
              message.topic(),
              message.payload(),
              false,
              message.contentType(),
              null,
              null,
              null,
              message.properties()));
    }
  }

  @Override
  public CompletableFuture<Void> subscribe(
      Subscription subscription, Consumer<MqttMessage> listener) {
    CompletableFuture<Void> suback = new CompletableFuture<>();
    thread.execute(
        () -> {
          listeners.put(subscription.filter(), listener);
          suback.complete(null);
          MqttMessage last = retained.get(subscription.filter());
          if (last != null && holdRetained) {
            late.add(() -> listener.accept(last));
          } else if (last != null) {
            listener.accept(last);
          }
        });
    return suback;
  }

  @Override
  public CompletableFuture<Void> unsubscribe(String filter) {
    listeners.remove(filter);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void onState(Consumer<SessionState> listener) {}

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
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public String clientId() {
    return "fake";
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
