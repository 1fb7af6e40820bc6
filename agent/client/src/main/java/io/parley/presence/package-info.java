/**
 * Who is there: an agent's own card and status with epoch and Will ({@link
 * io.parley.presence.Presence}), the directory of the agents seen ({@link
 * io.parley.presence.Directory}), and what is mirrored between a gateway and the node above it
 * ({@link io.parley.presence.Mirrors}). Called on sessions' listening threads; nothing waits.
 */
@NullMarked
package io.parley.presence;

import org.jspecify.annotations.NullMarked;
