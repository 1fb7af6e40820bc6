/**
 * Whom a router asks over MQTT: its experts ({@link io.parley.calling.ExpertCaller}) and the node
 * above ({@link io.parley.calling.UpstreamCaller}), behind the gateway's ports. The gateway may
 * call from any thread; nothing here waits.
 */
@NullMarked
package io.parley.calling;

import org.jspecify.annotations.NullMarked;
