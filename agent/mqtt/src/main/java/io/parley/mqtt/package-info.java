/**
 * The port to an MQTT 5 broker: {@link io.parley.mqtt.MqttSession}. Paho v5 stands behind it in
 * this module and is seen nowhere else. Listeners are called on the session's own executor, in the
 * order of arrival; they may publish, and must not wait for it.
 */
@NullMarked
package io.parley.mqtt;

import org.jspecify.annotations.NullMarked;
