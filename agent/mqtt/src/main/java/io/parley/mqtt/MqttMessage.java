package io.parley.mqtt;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A PUBLISH, in or out; QoS 1 throughout. The payload is not copied: nobody changes it.
 *
 * @param topic the Topic Name
 * @param payload the Application Message
 * @param retain the RETAIN flag
 * @param contentType Content Type
 * @param responseTopic Response Topic
 * @param correlation Correlation Data
 * @param expirySeconds Message Expiry Interval in seconds
 * @param properties User Properties, in order, names may repeat
 */
public record MqttMessage(
    String topic,
    byte[] payload,
    boolean retain,
    @Nullable String contentType,
    @Nullable String responseTopic,
    @Nullable Correlation correlation,
    @Nullable Long expirySeconds,
    List<Map.Entry<String, String>> properties) {
  public MqttMessage {
    properties = List.copyOf(properties);
  }

  /** A message with nothing but topic and payload. */
  public static MqttMessage of(String topic, byte[] payload) {
    return new MqttMessage(topic, payload, false, null, null, null, null, List.of());
  }

  /** A retained message. */
  public static MqttMessage retained(String topic, byte[] payload, String contentType) {
    return new MqttMessage(topic, payload, true, contentType, null, null, null, List.of());
  }

  /** The same message with another Message Expiry Interval. */
  public MqttMessage withExpiry(@Nullable Long seconds) {
    return new MqttMessage(
        topic, payload, retain, contentType, responseTopic, correlation, seconds, properties);
  }

  /** The first user property of this name. */
  public @Nullable String property(String name) {
    for (Map.Entry<String, String> property : properties) {
      if (property.getKey().equals(name)) {
        return property.getValue();
      }
    }
    return null;
  }

  /** Shows the size of the payload, never the payload. */
  @Override
  public String toString() {
    return "MqttMessage[%s, %d bytes%s]"
        .formatted(topic, payload.length, retain ? ", retained" : "");
  }
}
