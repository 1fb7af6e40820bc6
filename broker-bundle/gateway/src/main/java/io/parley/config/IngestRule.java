package io.parley.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Telemetry to read.
 *
 * @param filter the topic filter
 * @param format how payloads are read
 * @param broker another broker to read it from; null: this node's own
 * @param names how topics become names, first match first
 * @param limits what values should stay within
 */
public record IngestRule(
    String filter,
    Format format,
    @Nullable LinkSettings broker,
    List<Name> names,
    List<Limit> limits) {
  /** How payloads are read; AUTO finds out by itself. */
  public enum Format {
    AUTO,
    JSON,
    PLAIN,
    SENML_JSON,
    SENML_CBOR,
    HOME_ASSISTANT
  }

  /**
   * A naming rule.
   *
   * @param pattern topic levels with placeholders: {@code plant/{place}/{device}/{quantity}}
   * @param name the name in words; null: made from the placeholders
   * @param unit the unit where the payload does not say
   */
  public record Name(String pattern, @Nullable String name, @Nullable String unit) {}

  /**
   * What a value should stay within; at least one of both is given.
   *
   * @param topic the topic or topic filter of the series
   * @param path where in the payload, levels joined by dots; empty: the payload itself
   * @param low at least this
   * @param high at most this
   */
  public record Limit(String topic, String path, @Nullable Double low, @Nullable Double high) {
    public Limit {
      if (low == null && high == null) {
        throw new IllegalArgumentException(
            "topic '%s' must have low, high or both".formatted(topic));
      }
      if (low != null && high != null && low > high) {
        throw new IllegalArgumentException("low %s must be at most high %s".formatted(low, high));
      }
    }
  }

  public IngestRule {
    names = List.copyOf(names);
    limits = List.copyOf(limits);
  }

  /** A filter on this node's own broker, in whatever format comes. */
  public static IngestRule of(String filter) {
    return new IngestRule(filter, Format.AUTO, null, List.of(), List.of());
  }
}
