/**
 * Where it is said: the topic tree of the Parley convention, built and parsed here and nowhere
 * else, and MQTT's own rules of names and filters. Everybody may enter, on any thread; nothing here
 * knows a payload or a connection.
 */
@NullMarked
package io.parley.topics;

import org.jspecify.annotations.NullMarked;
