package io.parley.mqtt;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One live connection as an MQTT library gives it: used once, never reconnected. {@link
 * LastingSession} makes a session of them. All calls return at once; completions and events may
 * come on the library's threads.
 */
public interface Link {
  /** What the broker granted in its CONNACK. */
  Granted granted();

  /** Sends a PUBLISH with QoS 1; the session keeps to the window. */
  CompletableFuture<Puback> publish(MqttMessage message);

  /** Sends a SUBSCRIBE. */
  CompletableFuture<Void> subscribe(Subscription subscription);

  /** Sends an UNSUBSCRIBE. */
  CompletableFuture<Void> unsubscribe(String filter);

  /**
   * Sends a DISCONNECT, so that the Will is not published; completes when all is gone.
   *
   * @param forget whether the broker is to forget the session (Session Expiry Interval 0)
   */
  CompletableFuture<Void> disconnect(boolean forget);

  /** Cuts the line, so that the Will is published. */
  void drop();

  /** Makes links. */
  @FunctionalInterface
  interface Opener {
    /**
     * Connects once.
     *
     * @param cleanStart whether the broker forgets what it kept for this client id
     * @return a live link, or exceptionally with {@link MqttFailure}
     */
    CompletableFuture<Link> open(
        SessionOptions options, boolean cleanStart, @Nullable MqttMessage will, Events events);
  }

  /** What a link tells. */
  interface Events {
    /**
     * A PUBLISH came in.
     *
     * @param acknowledge sends its PUBACK; to be run once it was heard
     * @param qos as it was delivered: only QoS 1 and 2 wait at the broker for the acknowledgement
     */
    void arrived(MqttMessage message, int qos, Runnable acknowledge);

    /** The connection is gone, and was not ended by us. */
    void lost(Throwable why);
  }

  /**
   * What a CONNACK granted.
   *
   * @param receiveMaximum how many QoS 1 messages may be under way to the broker, 1..65535
   * @param sessionPresent whether the broker still held the session
   */
  record Granted(int receiveMaximum, boolean sessionPresent) {}
}
