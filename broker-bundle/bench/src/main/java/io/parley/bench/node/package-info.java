/**
 * What a node costs and how fast it is: {@link io.parley.bench.node.RoutineBench} and {@link
 * io.parley.bench.node.FootprintBench}. The command line enters; each runs on its caller's thread.
 */
@NullMarked
package io.parley.bench.node;

import org.jspecify.annotations.NullMarked;
