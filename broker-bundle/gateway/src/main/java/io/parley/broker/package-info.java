/**
 * The embedded broker: {@link io.parley.broker.EmbeddedBroker} starts HiveMQ CE closed, with a
 * configuration of our own, and keeps its doors: who comes in, what each may publish and subscribe,
 * how much of it. The node's wiring may enter; callbacks come on the broker's own threads and must
 * not wait. HiveMQ is seen by no other room, and one JVM holds one broker at most.
 */
@NullMarked
package io.parley.broker;

import org.jspecify.annotations.NullMarked;
