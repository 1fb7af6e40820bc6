/**
 * Telemetry as existing stacks publish it, made into readings and descriptions for {@link
 * io.parley.knowledge.Knowledge}: JSON, plain text, SenML, Home Assistant discovery, Zigbee2MQTT
 * and Homie. Bounded before it is decoded; what cannot be read is counted and costs nothing else.
 * Safe for any thread; the door is {@link io.parley.ingest.Ingest}.
 */
@NullMarked
package io.parley.ingest;

import org.jspecify.annotations.NullMarked;
