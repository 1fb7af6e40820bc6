/**
 * The library's way over MQTT 5: {@link io.parley.mqtttransport.MqttTransportProvider}, found by
 * its URL schemes. Asks on {@code ask}, answers on {@code work}, shows a card. Runs on the
 * session's threads; needs nothing but an MQTT client and the codecs.
 */
@NullMarked
package io.parley.mqtttransport;

import org.jspecify.annotations.NullMarked;
