package io.parley.paho;

import io.parley.mqtt.Correlation;
import io.parley.mqtt.MqttMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.packet.UserProperty;

/** Messages between Paho's form and ours. */
final class PahoMessages {
  private PahoMessages() {}

  static org.eclipse.paho.mqttv5.common.MqttMessage out(MqttMessage message) {
    return new org.eclipse.paho.mqttv5.common.MqttMessage(
        message.payload(), 1, message.retain(), properties(message));
  }

  static MqttProperties properties(MqttMessage message) {
    MqttProperties properties = new MqttProperties();
    if (message.contentType() != null) {
      properties.setContentType(message.contentType());
    }
    if (message.responseTopic() != null) {
      properties.setResponseTopic(message.responseTopic());
    }
    Correlation correlation = message.correlation();
    if (correlation != null) {
      properties.setCorrelationData(correlation.bytes());
    }
    if (message.expirySeconds() != null) {
      properties.setMessageExpiryInterval(message.expirySeconds());
    }
    List<UserProperty> users = new ArrayList<>();
    message.properties().forEach(p -> users.add(new UserProperty(p.getKey(), p.getValue())));
    properties.setUserProperties(users);
    return properties;
  }

  static MqttMessage in(String topic, org.eclipse.paho.mqttv5.common.MqttMessage message) {
    MqttProperties properties =
        message.getProperties() == null ? new MqttProperties() : message.getProperties();
    byte[] correlation = properties.getCorrelationData();
    List<Map.Entry<String, String>> users = new ArrayList<>();
    properties.getUserProperties().forEach(p -> users.add(Map.entry(p.getKey(), p.getValue())));
    return new MqttMessage(
        topic,
        message.getPayload(),
        message.isRetained(),
        properties.getContentType(),
        properties.getResponseTopic(),
        correlation == null ? null : Correlation.of(correlation),
        properties.getMessageExpiryInterval(),
        users);
  }
}
