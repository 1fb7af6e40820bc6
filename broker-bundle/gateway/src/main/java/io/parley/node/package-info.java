/**
 * A gateway or hub as one process: {@link io.parley.node.Node} starts every part in order, is ready
 * only when it is subscribed, and ends them in the reverse order. The command line enters; start
 * and close are called on its thread.
 */
@NullMarked
package io.parley.node;

import org.jspecify.annotations.NullMarked;
