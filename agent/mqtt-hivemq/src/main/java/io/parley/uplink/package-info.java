/**
 * hivemq-mqtt-client behind the port: {@link io.parley.uplink.HivemqSession}, for a gateway's own
 * links, many of which share one event loop. The only room that sees this client. Its callbacks
 * come on Netty's threads and only hand over.
 */
@NullMarked
package io.parley.uplink;

import org.jspecify.annotations.NullMarked;
