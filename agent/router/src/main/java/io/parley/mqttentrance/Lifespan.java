package io.parley.mqttentrance;

import io.parley.message.Life;
import io.parley.mqtt.MqttMessage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * From when to when a question lives.
 *
 * @param received when the broker took it, where it says so; else when it was heard here
 * @param expires when it must have been answered
 */
record Lifespan(Instant received, Instant expires) {
  private static final String AT = "parley-at";
  private static final String EXPIRY = "parley-expiry";

  /**
   * The life of a question that is heard now.
   *
   * @param ms {@code needs.ms}
   * @param stamped whether the broker's own properties may be believed
   */
  static Lifespan of(MqttMessage message, @Nullable Long ms, boolean stamped, Instant now) {
    Long taken = stamped ? number(message.property(AT)) : null;
    Instant at = taken == null ? null : Instant.ofEpochMilli(taken);
    if (at == null || at.isAfter(now)) {
      return new Lifespan(now, now.plus(Life.left(ms, message.expirySeconds())));
    }
    return new Lifespan(at, at.plus(Life.left(ms, number(message.property(EXPIRY)))));
  }

  private static @Nullable Long number(@Nullable String text) {
    try {
      return text == null ? null : Long.valueOf(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
