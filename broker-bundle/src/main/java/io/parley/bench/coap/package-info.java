/**
 * The bench {@code coap}: the entrance with broker and subscriber against Californium's plain echo
 * server, 2,000 observers, 1,000 DTLS clients over a restart, and a link that loses datagrams; all
 * in one run on loopback. Only {@link io.parley.bench.coap.CoapBench} is entered, from one thread.
 */
@NullMarked
package io.parley.bench.coap;

import org.jspecify.annotations.NullMarked;
