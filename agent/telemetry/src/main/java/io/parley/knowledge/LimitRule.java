package io.parley.knowledge;

import io.parley.knowledge.Fact.Limits;
import io.parley.message.Shown;
import io.parley.topics.TopicFilter;

/**
 * Limits set by the operator for every series whose topic matches.
 *
 * @param filter an MQTT topic filter
 * @param path the path in the payload; empty: the payload itself; {@code *}: any
 * @param limits at least one of low and high
 */
public record LimitRule(String filter, String path, Limits limits) {
  public LimitRule {
    TopicFilter.of(filter);
    Double low = limits.low();
    Double high = limits.high();
    if (low == null && high == null) {
      throw new IllegalArgumentException(
          "limits of '%s' must have low or high".formatted(Shown.shortened(filter)));
    }
    if (low != null && high != null && low > high) {
      throw new IllegalArgumentException(
          "limits.low %s of '%s' must be at most limits.high %s"
              .formatted(low, Shown.shortened(filter), high));
    }
  }

  boolean covers(String topic, String seriesPath) {
    return (path.equals("*") || path.equals(seriesPath)) && TopicFilter.of(filter).matches(topic);
  }
}
