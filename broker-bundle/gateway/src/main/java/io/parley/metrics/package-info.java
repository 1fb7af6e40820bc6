/**
 * The node's figures: {@link io.parley.metrics.Metrics} keeps what the rooms count, asks for what
 * they keep themselves, and writes all of it as Prometheus reads it. Every room may enter, from any
 * thread; the Prometheus library is seen by no other room.
 */
@NullMarked
package io.parley.metrics;

import org.jspecify.annotations.NullMarked;
