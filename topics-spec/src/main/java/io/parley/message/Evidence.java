package io.parley.message;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One observed value that an answer rests on, or that travels up with a question.
 *
 * @param topic the MQTT topic it was read from
 * @param path where in the payload, levels joined by dots; empty: the payload itself
 * @param value a number, string or boolean, as it came in
 * @param unit its unit; absent if none is known
 * @param at when it was observed; absent if its age is unknown
 */
public record Evidence(
    String topic, String path, Object value, @Nullable String unit, @Nullable Instant at) {
  public Evidence {
    if (!(value instanceof Number || value instanceof String || value instanceof Boolean)) {
      throw new IllegalArgumentException(
          "evidence.value of %s must be a number, string or boolean"
              .formatted(Shown.shortened(topic)));
    }
  }
}
