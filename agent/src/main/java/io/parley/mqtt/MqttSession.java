package io.parley.mqtt;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A connection to one broker that comes back by itself and subscribes again when it does. */
public interface MqttSession extends AutoCloseable {
  /**
   * Connects for the first time; completes once connected, or exceptionally with the broker's
   * reason.
   */
  CompletableFuture<Void> connect();

  /** Publishes with QoS 1; completes with the PUBACK, or exceptionally. */
  CompletableFuture<Void> publish(MqttMessage message);

  /**
   * Subscribes, now and after every reconnect.
   *
   * @return completes with the SUBACK, or exceptionally if the broker refuses
   */
  CompletableFuture<Void> subscribe(Subscription subscription, Consumer<MqttMessage> listener);

  /** Ends the subscription to this filter. */
  CompletableFuture<Void> unsubscribe(String filter);

  /** Hears every change between connected and not. */
  void onState(Consumer<SessionState> listener);

  /** Whether it is connected now. */
  boolean connected();

  /** The client id at the broker. */
  String clientId();

  /** Disconnects without the Will. */
  @Override
  void close();
}
