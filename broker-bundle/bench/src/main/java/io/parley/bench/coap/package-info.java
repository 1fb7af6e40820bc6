/**
 * The bench {@code coap}: the entrance with broker and subscriber against Californium's plain echo
 * server, 2,000 observers, and 1,000 DTLS clients over a restart; all in one run on loopback. Links
 * that lose datagrams are a test's, {@code LossyLinkTest}. Only {@link
 * io.parley.bench.coap.CoapBench} is entered, from one thread.
 */
@NullMarked
package io.parley.bench.coap;

import org.jspecify.annotations.NullMarked;
