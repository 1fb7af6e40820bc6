/**
 * The models on this machine's disk: what there is, what could be had and fits, and fetching it so
 * that only the bytes that were meant are ever used. The command line and the node enter, on a
 * thread that may wait; nothing here loads a model or knows a broker.
 */
@NullMarked
package io.parley.catalogue;

import org.jspecify.annotations.NullMarked;
