/**
 * Who may do what on which topic: {@link io.parley.access.AccessRules} says who a client is, {@link
 * io.parley.access.Rights} what it may publish, subscribe and leave as its Will. Everything that is
 * not granted is refused. The broker, the router and the CoAP entrance may enter, from any thread;
 * nothing here knows a broker or a socket.
 */
@NullMarked
package io.parley.access;

import org.jspecify.annotations.NullMarked;
