/**
 * What the node has seen: telemetry as {@link io.parley.knowledge.Fact}s, bounded in memory, and
 * the few of them that a question means. No model and no MQTT here. Observations come on the ingest
 * thread, selections on any.
 */
@NullMarked
package io.parley.knowledge;

import org.jspecify.annotations.NullMarked;
