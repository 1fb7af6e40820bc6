package io.parley.mqtt;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A connection to one broker that comes back by itself and subscribes again when it does. It keeps
 * trying until it is closed.
 */
public interface MqttSession extends AutoCloseable {
  /**
   * Connects for the first time.
   *
   * @return completes once connected and subscribed; exceptionally with {@link MqttFailure} if the
   *     first attempt fails, while the session goes on trying
   */
  CompletableFuture<Void> connect();

  /**
   * Publishes with QoS 1. What cannot be sent yet waits, bounded, until its Message Expiry Interval
   * is over; what was not acknowledged when the connection was lost is sent again.
   *
   * @return completes with the PUBACK; exceptionally with {@link MqttFailure} if the broker refuses
   *     it, the message expires, too much waits already, or the session is closed
   */
  CompletableFuture<Puback> publish(MqttMessage message);

  /**
   * Subscribes, now and after every reconnect. Filters of one session should not overlap: a broker
   * may then deliver a message once for each, and every listener whose filter matches hears each
   * delivery.
   *
   * @return completes with the SUBACK; exceptionally with {@link MqttFailure} if the broker refuses
   */
  CompletableFuture<Void> subscribe(Subscription subscription, Consumer<MqttMessage> listener);

  /** Ends the subscription to this filter. */
  CompletableFuture<Void> unsubscribe(String filter);

  /** Hears every change between connected and not, on the session's own executor. */
  void onState(Consumer<SessionState> listener);

  /** Whether it is connected now. */
  boolean connected();

  /**
   * Whether the broker still held this session's subscriptions and messages at the last connect
   * (Session Present, MQTT 5, 3.2.2.1.1); what was asked before is lost where it did not.
   */
  boolean resumed();

  /**
   * Connects anew, so that a changed Will takes its place at the broker: a normal DISCONNECT, then
   * CONNECT.
   *
   * @return completes when it is connected again
   */
  CompletableFuture<Void> renew();

  /** The client id at the broker. */
  String clientId();

  /** Disconnects without the Will and ends all threads; what still waits fails. */
  @Override
  void close();
}
