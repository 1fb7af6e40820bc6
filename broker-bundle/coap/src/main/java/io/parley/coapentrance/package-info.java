/**
 * The CoAP entrance: constrained devices publish, read, observe and ask over UDP and DTLS (RFC
 * 7252, RFC 7641, RFC 7959, RFC 9175, RFC 9146). It reaches the rest through ports only: {@link
 * io.parley.coapentrance.CoapPorts}. The node enters by {@link
 * io.parley.coapentrance.CoapEntrance}; requests run on Californium's protocol threads, which never
 * wait for the broker or for an answer. Californium is seen in this room and nowhere else but its
 * client and its bench.
 */
@NullMarked
package io.parley.coapentrance;

import org.jspecify.annotations.NullMarked;
