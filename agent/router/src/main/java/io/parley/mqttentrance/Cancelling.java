package io.parley.mqttentrance;

import io.parley.errand.Errand.Done;
import io.parley.errand.Errand.Told;
import io.parley.errand.Errands;
import io.parley.gateway.Answering;
import io.parley.message.Codes;
import io.parley.message.Ids;
import io.parley.message.Reason;
import io.parley.mqtt.MqttMessage;
import io.parley.mqtt.MqttSession;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The errand {@code cancel}: ends a question of the same principal. */
final class Cancelling {
  private Cancelling() {}

  static Errands errands(MqttSession session, Answering answering, EntranceSettings settings) {
    Errands errands =
        new Errands(
            session,
            settings.topics(),
            settings.site(),
            settings.self(),
            sender(settings.stamped()),
            (topic, client, principal) -> refusal(topic, client, principal, settings));
    errands.on("cancel", told -> CompletableFuture.completedFuture(cancel(answering, told)));
    return errands;
  }

  private static Errands.Sender sender(boolean stamped) {
    return new Errands.Sender() {
      @Override
      public String client(MqttMessage message) {
        return Asker.of(message, stamped).client();
      }

      @Override
      public String principal(MqttMessage message) {
        // As at the entrance: on an external broker the reply topic stands for who may hear it.
        return stamped ? Asker.of(message, true).principal() : "reply:" + message.responseTopic();
      }
    };
  }

  private static Optional<String> refusal(
      String topic, String client, String principal, EntranceSettings settings) {
    return new Asker(client, principal).refusal(topic, settings).map(Reason::text);
  }

  private static Done cancel(Answering answering, Told told) {
    String id = told.text("id");
    if (id == null || !Ids.valid(id)) {
      return new Done.Refused(Codes.MALFORMED, "id must match " + Ids.PATTERN);
    }
    return new Done.Said(Map.of("id", id, "ack", answering.cancel(told.principal(), id)));
  }
}
