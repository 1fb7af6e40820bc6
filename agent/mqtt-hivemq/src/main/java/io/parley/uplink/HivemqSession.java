package io.parley.uplink;

import io.parley.mqtt.LastingSession;
import io.parley.mqtt.MqttMessage;
import io.parley.mqtt.MqttSession;
import io.parley.mqtt.SessionOptions;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Sessions on hivemq-mqtt-client. */
public final class HivemqSession {
  private HivemqSession() {}

  /** A session that is not connected yet. */
  public static MqttSession of(SessionOptions options) {
    return new LastingSession(
        options,
        (given, cleanStart, will, events) ->
            new HivemqLink(given, will, events).open(cleanStart, UnaryOperator.identity()));
  }

  /**
   * A session to a broker in this process, not connected yet. What it hears comes over the
   * connection; what it publishes goes straight in, so it is never told that nobody subscribes.
   *
   * @param inside takes a message, on the session's own thread; completes when the broker would
   *     send its PUBACK
   */
  public static MqttSession near(
      SessionOptions options, Function<MqttMessage, CompletableFuture<Void>> inside) {
    return new LastingSession(
        options,
        (given, cleanStart, will, events) ->
            new HivemqLink(given, will, events)
                .open(cleanStart, link -> new NearLink(link, inside)));
  }
}
