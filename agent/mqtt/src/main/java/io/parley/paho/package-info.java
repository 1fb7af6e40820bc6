/**
 * Eclipse Paho v5 behind the port: {@link io.parley.paho.PahoSession}. The only room that sees
 * Paho. Its callbacks come on Paho's threads and only hand over; none of them waits, since a wait
 * inside one of them stops the whole client.
 */
@NullMarked
package io.parley.paho;

import org.jspecify.annotations.NullMarked;
