package io.parley.broker;

import com.hivemq.extension.sdk.api.client.parameter.ConnectionInformation;
import com.hivemq.extension.sdk.api.interceptor.publish.PublishInboundInterceptor;
import com.hivemq.extension.sdk.api.interceptor.publish.parameter.PublishInboundInput;
import com.hivemq.extension.sdk.api.interceptor.publish.parameter.PublishInboundOutput;
import com.hivemq.extension.sdk.api.packets.general.MqttVersion;
import com.hivemq.extension.sdk.api.packets.publish.AckReasonCode;
import com.hivemq.extension.sdk.api.packets.publish.PublishPacket;
import io.parley.access.Rights;
import io.parley.access.Role;
import io.parley.message.Codes;
import io.parley.message.Reason;
import io.parley.message.Shown;
import io.parley.mqtt.Correlation;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Every PUBLISH of one connection passes here, in order. What is refused costs its sender a reason
 * code, never the connection: an MQTT 3.1.1 client gets its PUBACK, since that protocol has no way
 * to say no but hanging up.
 */
final class InboundGate implements PublishInboundInterceptor {
  private final House house;
  private final Guest guest;

  InboundGate(House house, Guest guest) {
    this.house = house;
    this.guest = guest;
  }

  @Override
  public void onInboundPublish(PublishInboundInput input, PublishInboundOutput output) {
    PublishPacket publish = input.getPublishPacket();
    int size = publish.getPayload().map(ByteBuffer::remaining).orElse(0);
    Refusal refusal = refusal(publish, size);
    if (refusal == null) {
      Stamps.put(output.getPublishPacket(), guest.who(), house.rights().ours(publish.getTopic()));
      if (house.rights().question(publish.getTopic())) {
        Stamps.keep(output.getPublishPacket());
      }
      return;
    }
    house.decided(guest.who().client());
    if (spoken(input.getConnectionInformation())) {
      output.preventPublishDelivery(refusal.code(), refusal.reason().text());
    } else {
      output.preventPublishDelivery(AckReasonCode.SUCCESS);
    }
    house.events().publishRefused(told(publish, size, refusal.reason()));
  }

  private record Refusal(AckReasonCode code, Reason reason) {
    Refusal(AckReasonCode code, String reason, String text) {
      this(code, new Reason(reason, text));
    }
  }

  private @Nullable Refusal refusal(PublishPacket publish, int size) {
    String topic = publish.getTopic();
    Rights rights = house.rights();
    BrokerLimits limits = house.limits();
    if (guest.who().principal().role() == Role.NODE) {
      boolean unused = retained(publish, size);
      return null;
    }
    if (!rights.mayPublish(guest.who(), topic)) {
      return new Refusal(
          AckReasonCode.NOT_AUTHORIZED,
          Codes.UNAUTHORISED,
          "topic '%s' must be one that this user may publish to".formatted(Shown.shortened(topic)));
    }
    if (!house.open() && rights.question(topic)) {
      return new Refusal(
          AckReasonCode.IMPLEMENTATION_SPECIFIC_ERROR,
          Codes.DRAINING,
          "this node is stopping and takes no more questions");
    }
    if (publish.getRetain() && rights.transientOnly(topic)) {
      return new Refusal(
          AckReasonCode.IMPLEMENTATION_SPECIFIC_ERROR,
          Codes.RETAINED,
          "retain 'true' must be false on '%s'".formatted(Shown.shortened(topic)));
    }
    if (rights.ours(topic) && size > limits.rootPayloadBytes()) {
      return new Refusal(
          AckReasonCode.QUOTA_EXCEEDED,
          Codes.OVERSIZE,
          "payload of %d bytes must be at most %d".formatted(size, limits.rootPayloadBytes()));
    }
    return overQuota(publish, size);
  }

  private @Nullable Refusal overQuota(PublishPacket publish, int size) {
    BrokerLimits limits = house.limits();
    boolean question = house.rights().question(publish.getTopic());
    if (guest.allowance().spend(size, question, house.nanoTime()) > 0) {
      return new Refusal(
          AckReasonCode.QUOTA_EXCEEDED,
          Codes.RATE,
          "messages must be at most %d questions and %d bytes a second"
              .formatted(limits.questionsPerSecond(), limits.bytesPerSecond()));
    }
    if (!retained(publish, size)) {
      String rule = house.retainedRule();
      house.reached(Bound.RETAINED_TOPICS, guest.who(), guest.source(), rule);
      return new Refusal(AckReasonCode.QUOTA_EXCEEDED, Codes.RETAINED, rule);
    }
    return null;
  }

  /** Whether it is not to be retained, or there is room for it. */
  private boolean retained(PublishPacket publish, int size) {
    return !publish.getRetain()
        || house
            .retained()
            .keep(publish.getTopic(), size, guest.who().principal(), house.nanoTime());
  }

  private RefusedPublish told(PublishPacket publish, int size, Reason reason) {
    return new RefusedPublish(
        guest.who(),
        publish.getTopic(),
        size,
        publish.getContentType().orElse(null),
        publish.getResponseTopic().orElse(null),
        correlation(publish.getCorrelationData()),
        reason,
        house.rights().question(publish.getTopic()),
        guest.allowance().mayBeToldOfARefusal(house.nanoTime()));
  }

  private static @Nullable Correlation correlation(Optional<ByteBuffer> data) {
    if (data.isEmpty()) {
      return null;
    }
    byte[] bytes = new byte[data.get().remaining()];
    data.get().duplicate().get(bytes);
    return Correlation.of(bytes);
  }

  private static boolean spoken(ConnectionInformation connection) {
    return connection.getMqttVersion() == MqttVersion.V_5;
  }
}
