package io.parley.uplink;

import io.parley.mqtt.LastingSession;
import io.parley.mqtt.Link;
import io.parley.mqtt.MqttMessage;
import io.parley.mqtt.MqttSession;
import io.parley.mqtt.SessionOptions;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Sessions on hivemq-mqtt-client. */
public final class HivemqSession {
  private HivemqSession() {}

  /** A session that is not connected yet. */
  public static MqttSession of(SessionOptions options) {
    return new LastingSession(options, HivemqSession::open);
  }

  private static CompletableFuture<Link> open(
      SessionOptions options, boolean cleanStart, @Nullable MqttMessage will, Link.Events events) {
    return new HivemqLink(options, will, events).open(cleanStart);
  }
}
