package io.parley.coapentrance;

import io.parley.mqtt.MqttMessage;
import java.util.concurrent.CompletableFuture;

/** Where what devices publish goes. */
public interface Outlet {
  /**
   * Publishes with QoS 1 for this device, which may do so.
   *
   * @return the caller's own, who may end it; completes once the broker has the message, as it does
   *     with a PUBACK; exceptionally with {@link io.parley.mqtt.MqttFailure} where it refuses
   */
  CompletableFuture<?> publish(Peer peer, MqttMessage message);
}
