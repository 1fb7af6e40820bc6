package io.parley.ingest;

import java.util.List;

/**
 * What is read and how much of it.
 *
 * @param root the root of Parley's own topics, which are never ingested
 * @param filters what is read
 * @param mostBytes the largest payload of telemetry, in bytes
 * @param mostDefinitionBytes the largest payload that describes many devices at once, in bytes
 * @param mostValues how many values are taken from one message
 * @param mostItems how many elements are taken from one array
 * @param discoveryPrefix the topic level under which Home Assistant discovery is published
 * @param zigbeeBase the base topic of Zigbee2MQTT
 */
public record IngestSettings(
    String root,
    List<IngestFilter> filters,
    int mostBytes,
    int mostDefinitionBytes,
    int mostValues,
    int mostItems,
    String discoveryPrefix,
    String zigbeeBase) {
  public IngestSettings {
    filters = List.copyOf(filters);
    positive("mostBytes", mostBytes);
    positive("mostDefinitionBytes", mostDefinitionBytes);
    positive("mostValues", mostValues);
    positive("mostItems", mostItems);
  }

  /** 64 KiB of telemetry, 2 MiB of definitions, 500 values a message, 32 elements an array. */
  public static IngestSettings of(String root, List<IngestFilter> filters) {
    return new IngestSettings(
        root, filters, 65_536, 2 << 20, 500, 32, "homeassistant", "zigbee2mqtt");
  }

  private static void positive(String field, int value) {
    if (value < 1) {
      throw new IllegalArgumentException("%s %d must be positive".formatted(field, value));
    }
  }
}
