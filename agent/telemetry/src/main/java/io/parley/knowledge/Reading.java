package io.parley.knowledge;

import io.parley.message.Shown;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One value that came in.
 *
 * @param topic the MQTT topic it came by
 * @param path where in the payload, levels joined by dots; empty: the payload itself
 * @param name its name in words, lower case
 * @param value a {@link BigDecimal}, {@link Long}, {@link String} or {@link Boolean}
 * @param unit the unit that came with it; absent if none did
 * @param at when it was measured; absent: unknown, because it was retained
 */
public record Reading(
    String topic,
    String path,
    String name,
    Object value,
    @Nullable String unit,
    @Nullable Instant at) {
  /** No text value is longer, in characters. */
  public static final int LONGEST_TEXT = 256;

  /** No number has more digits, before or after its decimal point. */
  public static final int MOST_DIGITS = 30;

  /** No topic, path or name is longer, in characters. */
  public static final int LONGEST_NAME = 1_024;

  public Reading {
    if (Math.max(Math.max(topic.length(), path.length()), name.length()) > LONGEST_NAME) {
      throw new IllegalArgumentException(
          "topic, path and name of %s must each be at most %d characters"
              .formatted(Shown.shortened(topic), LONGEST_NAME));
    }
    if (!acceptable(value)) {
      throw new IllegalArgumentException(
          "value of %s must be a boolean, a text of at most %d characters or a number of at most %d digits"
              .formatted(Shown.shortened(topic), LONGEST_TEXT, MOST_DIGITS));
    }
  }

  /** Whether this can be the value of a series. */
  public static boolean acceptable(Object value) {
    if (value instanceof BigDecimal number) {
      return number.precision() <= MOST_DIGITS
          && number.scale() <= MOST_DIGITS
          && number.scale() >= -MOST_DIGITS;
    }
    if (value instanceof String text) {
      return text.length() <= LONGEST_TEXT;
    }
    return value instanceof Long || value instanceof Boolean;
  }
}
