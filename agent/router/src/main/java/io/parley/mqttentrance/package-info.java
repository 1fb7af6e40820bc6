/**
 * The MQTT way in: {@link io.parley.mqttentrance.MqttEntrance} takes questions from {@code ask/#},
 * hands them to the gateway, and publishes what comes back where the asker may read it. Called on
 * the session's listening thread; nothing here waits.
 */
@NullMarked
package io.parley.mqttentrance;

import org.jspecify.annotations.NullMarked;
