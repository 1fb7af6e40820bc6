package io.parley.ingest;

import io.parley.knowledge.NamingRule;
import io.parley.topics.TopicFilter;
import java.util.List;

/**
 * Which topics are read, and how.
 *
 * @param filter an MQTT topic filter
 * @param format how their payloads are written
 * @param naming how their series are named, first rule that fits; empty: by topic and path
 */
public record IngestFilter(String filter, Format format, List<NamingRule> naming) {
  public IngestFilter {
    TopicFilter.of(filter);
    naming = List.copyOf(naming);
  }

  /** A filter whose formats are found out. */
  public static IngestFilter of(String filter) {
    return new IngestFilter(filter, Format.AUTO, List.of());
  }
}
