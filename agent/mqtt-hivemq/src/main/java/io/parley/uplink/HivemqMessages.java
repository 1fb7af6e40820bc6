package io.parley.uplink;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.datatypes.Mqtt5UserProperties;
import com.hivemq.client.mqtt.mqtt5.datatypes.Mqtt5UserProperty;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import io.parley.mqtt.Correlation;
import io.parley.mqtt.MqttMessage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Messages between the client's form and ours. */
final class HivemqMessages {
  private HivemqMessages() {}

  static Mqtt5Publish out(MqttMessage message) {
    List<Mqtt5UserProperty> users = new ArrayList<>();
    message.properties().forEach(p -> users.add(Mqtt5UserProperty.of(p.getKey(), p.getValue())));
    var publish =
        Mqtt5Publish.builder()
            .topic(message.topic())
            .qos(MqttQos.AT_LEAST_ONCE)
            .payload(message.payload())
            .retain(message.retain())
            .contentType(message.contentType())
            .responseTopic(message.responseTopic())
            .userProperties(Mqtt5UserProperties.of(users));
    Correlation correlation = message.correlation();
    if (correlation != null) {
      publish = publish.correlationData(correlation.bytes());
    }
    Long expiry = message.expirySeconds();
    if (expiry != null) {
      publish = publish.messageExpiryInterval(expiry);
    }
    return publish.build();
  }

  static MqttMessage in(Mqtt5Publish publish) {
    List<Map.Entry<String, String>> users = new ArrayList<>();
    publish
        .getUserProperties()
        .asList()
        .forEach(p -> users.add(Map.entry(p.getName().toString(), p.getValue().toString())));
    return new MqttMessage(
        publish.getTopic().toString(),
        publish.getPayloadAsBytes(),
        publish.isRetain(),
        publish.getContentType().map(Object::toString).orElse(null),
        publish.getResponseTopic().map(Object::toString).orElse(null),
        publish.getCorrelationData().map(HivemqMessages::correlation).orElse(null),
        publish.getMessageExpiryInterval().isPresent()
            ? publish.getMessageExpiryInterval().getAsLong()
            : null,
        users);
  }

  private static Correlation correlation(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return Correlation.of(bytes);
  }
}
