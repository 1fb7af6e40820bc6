/**
 * The journey of a question: {@link io.parley.gateway.Answering} takes it from an entrance (MQTT or
 * CoAP) and ends it with exactly one final answer. The routing policy is a pure function; the
 * answerers are ports that the other rooms fill. Entrances may call from any thread.
 */
@NullMarked
package io.parley.gateway;

import org.jspecify.annotations.NullMarked;
