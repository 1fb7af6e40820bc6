/**
 * The gateway's ports, filled: {@link io.parley.sources.KnownFacts} by what the node has seen, its
 * neighbours by documents and by a model. The node's start enters; calls come on the gateway's
 * threads.
 */
@NullMarked
package io.parley.sources;

import org.jspecify.annotations.NullMarked;
