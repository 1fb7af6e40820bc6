package io.parley.paho;

import io.parley.mqtt.LastingSession;
import io.parley.mqtt.Link;
import io.parley.mqtt.MqttMessage;
import io.parley.mqtt.MqttSession;
import io.parley.mqtt.SessionOptions;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Sessions on Eclipse Paho v5: small, for a device with one connection. */
public final class PahoSession {
  private PahoSession() {}

  /** A session that is not connected yet. */
  public static MqttSession of(SessionOptions options) {
    return new LastingSession(options, PahoSession::open);
  }

  private static CompletableFuture<Link> open(
      SessionOptions options, boolean cleanStart, @Nullable MqttMessage will, Link.Events events) {
    return new PahoLink(options, events).open(cleanStart, will);
  }
}
