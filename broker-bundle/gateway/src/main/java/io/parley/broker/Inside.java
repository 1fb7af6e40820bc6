package io.parley.broker;

import com.hivemq.extension.sdk.api.packets.general.Qos;
import com.hivemq.extension.sdk.api.services.builder.Builders;
import com.hivemq.extension.sdk.api.services.builder.PublishBuilder;
import com.hivemq.extension.sdk.api.services.publish.PublishService;
import io.parley.access.Principal;
import io.parley.access.Who;
import io.parley.mqtt.Correlation;
import io.parley.mqtt.MqttFailure;
import io.parley.mqtt.MqttMessage;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * The way in for what this process says itself, and for what another of its entrances took: no
 * packet, else as {@link InboundGate} lets it in, stamps too. The broker is through with a message
 * when it is retained and lies in its subscribers' queues; that is when it would send the PUBACK.
 */
final class Inside {
  private static final int TOPIC_NAME_INVALID = 0x90;
  private static final int QUOTA_EXCEEDED = 0x97;

  private final House house;
  private final PublishService service;

  Inside(House house, PublishService service) {
    this.house = house;
    this.service = service;
  }

  private boolean kept(Who who, MqttMessage message) {
    if (!message.retain()
        || house
            .retained()
            .keep(message.topic(), message.payload().length, who.principal(), house.nanoTime())) {
      return true;
    }
    house.reached(Bound.RETAINED_TOPICS, who, "-", house.retainedRule());
    return false;
  }

  CompletableFuture<Void> publish(Who who, MqttMessage message) {
    boolean retained =
        !message.retain()
            || who.principal().equals(Principal.NODE)
            || !house.rights().transientOnly(message.topic());
    if (!retained || !kept(who, message)) {
      return CompletableFuture.failedFuture(
          MqttFailure.refused("PUBLISH to " + message.topic(), QUOTA_EXCEEDED));
    }
    try {
      PublishBuilder publish =
          Builders.publish()
              .topic(message.topic())
              .qos(Qos.AT_LEAST_ONCE)
              .retain(message.retain())
              .payload(ByteBuffer.wrap(message.payload()))
              .contentType(message.contentType())
              .responseTopic(message.responseTopic());
      Correlation correlation = message.correlation();
      if (correlation != null) {
        publish.correlationData(ByteBuffer.wrap(correlation.bytes()));
      }
      Long expiry = message.expirySeconds();
      if (expiry != null) {
        publish.messageExpiryInterval(expiry);
      }
      for (Map.Entry<String, String> property : message.properties()) {
        if (!Stamps.reserved(property.getKey())) {
          publish.userProperty(property.getKey(), property.getValue());
        }
      }
      if (house.rights().ours(message.topic())) {
        publish.userProperty(Stamps.CLIENT, who.client());
      }
      if (house.rights().ours(message.topic()) || message.retain()) {
        publish.userProperty(Stamps.PRINCIPAL, who.principal().name());
      }
      return service.publish(publish.build());
    } catch (IllegalArgumentException e) {
      return CompletableFuture.failedFuture(
          MqttFailure.refused("PUBLISH to " + message.topic(), TOPIC_NAME_INVALID));
    }
  }
}
