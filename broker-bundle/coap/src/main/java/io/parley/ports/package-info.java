/**
 * Who holds a port that this node wants: {@link io.parley.ports.PortOwner}. The rooms that listen
 * enter, before or after they could not.
 */
@NullMarked
package io.parley.ports;

import org.jspecify.annotations.NullMarked;
