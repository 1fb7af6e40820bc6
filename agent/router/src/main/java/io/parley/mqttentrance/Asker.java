package io.parley.mqttentrance;

import io.parley.exchange.Stamp;
import io.parley.message.Ids;
import io.parley.message.Reason;
import io.parley.mqtt.MqttMessage;
import io.parley.topics.ReplyRule;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who sent a message, and where it may be answered.
 *
 * @param client the client as the broker knows it; empty if unknown
 * @param principal whose rights it has; empty if unknown
 */
record Asker(String client, String principal) {
  static Asker of(MqttMessage message, boolean stamped) {
    Stamp stamp = stamped ? Stamp.of(message) : null;
    return stamp == null ? new Asker("", "") : new Asker(stamp.client(), stamp.principal());
  }

  /** The asker's own answer topic; null where the asker is unknown. */
  @Nullable String ownTopic(EntranceSettings settings) {
    return Ids.valid(client) ? settings.topics().answer(settings.site(), client) : null;
  }

  Optional<Reason> refusal(String topic, EntranceSettings settings) {
    return new ReplyRule(settings.topics(), settings.site(), settings.replies())
        .refusal(
            topic,
            wanted -> settings.rights().mayRead(client, principal, wanted),
            wanted -> settings.rights().mayPublish(client, principal, wanted));
  }
}
