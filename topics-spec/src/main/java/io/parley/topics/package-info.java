/**
 * Where it is said: the topic tree of the Parley convention, built and parsed here and nowhere
 * else. Everybody may enter; nothing here knows a message, a connection or a thread.
 */
@NullMarked
package io.parley.topics;

import org.jspecify.annotations.NullMarked;
