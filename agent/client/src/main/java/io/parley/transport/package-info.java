/**
 * How the library reaches a node, whatever the protocol: {@link io.parley.transport.Transport},
 * chosen by the URL's scheme among the {@link io.parley.transport.TransportProvider}s that are on
 * the class path. Futures and listeners come on the transport's threads, and must not wait.
 */
@NullMarked
package io.parley.transport;

import org.jspecify.annotations.NullMarked;
