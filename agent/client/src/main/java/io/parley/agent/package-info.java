/**
 * The library a device embeds: connect, ask, answer, announce. The one door for a ten-line expert;
 * it needs nothing native. Callbacks come on the agent's own thread, never on the MQTT client's.
 */
@NullMarked
package io.parley.agent;

import org.jspecify.annotations.NullMarked;
