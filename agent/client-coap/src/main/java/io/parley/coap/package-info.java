/**
 * CoAP for devices: {@link io.parley.coap.CoapDevice} publishes, reads, observes and asks in a few
 * lines, and the library's transport for {@code coap} and {@code coaps} stands on it. Californium
 * is seen here and nowhere else in this module. Futures and listeners come on Californium's threads
 * and must not wait.
 */
@NullMarked
package io.parley.coap;

import org.jspecify.annotations.NullMarked;
