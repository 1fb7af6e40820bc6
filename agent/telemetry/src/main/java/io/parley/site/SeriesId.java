package io.parley.site;

/**
 * Where a series comes from.
 *
 * @param topic the MQTT topic
 * @param path where in the payload, levels joined by dots; empty: the payload itself
 */
public record SeriesId(String topic, String path) {}
