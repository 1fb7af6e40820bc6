/**
 * Request and response over MQTT 5: {@link io.parley.exchange.Exchange} asks on one topic, hears on
 * its reply topic, and tells the answers apart by Correlation Data. The library, a router that asks
 * experts, and a node that asks the one above it come in here; futures complete on the session's
 * thread, so nothing that hangs on them may wait.
 */
@NullMarked
package io.parley.exchange;

import org.jspecify.annotations.NullMarked;
