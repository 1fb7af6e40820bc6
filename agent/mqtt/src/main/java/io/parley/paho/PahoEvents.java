package io.parley.paho;

import io.parley.mqtt.Link;
import io.parley.mqtt.MqttFailure;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What Paho tells, handed over at once. */
final class PahoEvents implements MqttCallback {
  private static final Logger LOG = LoggerFactory.getLogger(PahoEvents.class);

  private final MqttAsyncClient client;
  private final Link.Events events;

  PahoEvents(MqttAsyncClient client, Link.Events events) {
    this.client = client;
    this.events = events;
  }

  @Override
  public void messageArrived(String topic, MqttMessage message) {
    int id = message.getId();
    int qos = message.getQos();
    events.arrived(PahoMessages.in(topic, message), qos, () -> acknowledge(id, qos));
  }

  private void acknowledge(int id, int qos) {
    if (qos == 0) {
      return;
    }
    try {
      client.messageArrivedComplete(id, qos);
    } catch (MqttException | NullPointerException e) {
      // Paho throws the latter where the client was closed meanwhile.
      LOG.debug("PUBACK not sent, the broker will deliver again: {}", e.getMessage());
    }
  }

  @Override
  public void disconnected(MqttDisconnectResponse response) {
    MqttException why = response.getException();
    int code = response.getReturnCode();
    events.lost(
        why == null
            ? MqttFailure.of("the broker ended the connection, reason code 0x%02x".formatted(code))
            : why);
  }

  @Override
  public void mqttErrorOccurred(MqttException exception) {
    LOG.debug("Paho reports {}", exception.toString());
  }

  @Override
  public void deliveryComplete(IMqttToken token) {}

  @Override
  public void connectComplete(boolean reconnect, String serverUri) {}

  @Override
  public void authPacketArrived(int reasonCode, MqttProperties properties) {}
}
