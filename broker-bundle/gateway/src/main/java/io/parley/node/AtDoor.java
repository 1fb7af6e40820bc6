package io.parley.node;

import io.parley.access.Who;
import io.parley.broker.Bound;
import io.parley.broker.BrokerEvents;
import io.parley.broker.RefusedPublish;
import io.parley.message.Reason;
import io.parley.meter.Meter;
import io.parley.mqtt.MqttMessage;
import io.parley.mqttentrance.MqttEntrance;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Hears whom and what the broker turns away; counts it, and answers a question where that is
 * possible.
 */
final class AtDoor implements BrokerEvents {
  private final Meter meter;
  private volatile @Nullable MqttEntrance entrance;

  AtDoor(Meter meter) {
    this.meter = meter;
  }

  void answerWith(MqttEntrance answering) {
    entrance = answering;
  }

  @Override
  public void connectRefused(String client, Reason reason) {
    meter.count("connects_refused", "reason", reason.code());
  }

  @Override
  public void subscribeRefused(Who who, String filter) {
    meter.count("subscribes_refused");
  }

  @Override
  public void boundReached(Bound bound) {
    meter.count("bounds_reached", "bound", bound.word());
  }

  @Override
  public void publishRefused(RefusedPublish refused) {
    meter.count("publishes_refused", "reason", refused.reason().code());
    MqttEntrance answering = entrance;
    if (answering != null && refused.question() && refused.answerable()) {
      MqttMessage headers =
          new MqttMessage(
              refused.topic(),
              new byte[0],
              false,
              refused.contentType(),
              refused.responseTopic(),
              refused.correlation(),
              null,
              List.of(
                  Map.entry("parley-client", refused.who().client()),
                  Map.entry("parley-principal", refused.who().principal().name())));
      answering.refuse(headers, refused.reason());
    }
  }
}
