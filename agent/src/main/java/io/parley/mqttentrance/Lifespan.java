package io.parley.mqttentrance;

import io.parley.message.Life;
import io.parley.mqtt.MqttMessage;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
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
  private static final String PLAIN = "0000-00-00T00:00:00.000Z";
  private static final int NANOS_OF_A_MILLI = 1_000_000;

  /**
   * The life of a question that is heard now.
   *
   * @param ms {@code needs.ms}
   * @param stamped whether the broker's own properties may be believed
   */
  static Lifespan of(MqttMessage message, @Nullable Long ms, boolean stamped, Instant now) {
    Instant at = stamped ? instant(message.property(AT)) : null;
    if (at == null || at.isAfter(now)) {
      return new Lifespan(now, now.plus(Life.left(ms, message.expirySeconds())));
    }
    return new Lifespan(at, at.plus(Life.left(ms, number(message.property(EXPIRY)))));
  }

  private static @Nullable Instant instant(@Nullable String text) {
    try {
      return text == null ? null : plain(text) ? ofPlain(text) : Instant.parse(text);
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** The one form that brokers of ours write, which every question bears. */
  private static boolean plain(String text) {
    if (text.length() != PLAIN.length()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char wanted = PLAIN.charAt(i);
      char given = text.charAt(i);
      if (wanted == '0' ? given < '0' || given > '9' : given != wanted) {
        return false;
      }
    }
    return true;
  }

  private static Instant ofPlain(String text) {
    return LocalDateTime.of(
            digits(text, 0, 4),
            digits(text, 5, 7),
            digits(text, 8, 10),
            digits(text, 11, 13),
            digits(text, 14, 16),
            digits(text, 17, 19),
            digits(text, 20, 23) * NANOS_OF_A_MILLI)
        .toInstant(ZoneOffset.UTC);
  }

  private static int digits(String text, int from, int to) {
    return Integer.parseInt(text, from, to, 10);
  }

  private static @Nullable Long number(@Nullable String text) {
    try {
      return text == null ? null : Long.valueOf(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
