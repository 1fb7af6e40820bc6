package io.parley.cli;

import io.parley.mqtt.MqttMessage;
import io.parley.mqtt.MqttSession;
import io.parley.mqtt.Subscription;
import io.parley.topics.Topics;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Waiting for retained messages. */
final class Retained {
  /** The site of commands: no node has it, so that their topics are nobody's. */
  static final String SITE = "parley";

  private Retained() {}

  /**
   * Returns when those of all subscriptions so far have come: they come before what is published
   * after the subscription, so once a message of our own has come round, they are here (MQTT 5,
   * 4.6).
   */
  static void areHere(MqttSession session, Topics topics) {
    String own = topics.answer(SITE, session.clientId());
    CompletableFuture<Void> round = new CompletableFuture<>();
    session
        .subscribe(Subscription.live(own), message -> round.complete(null))
        .thenCompose(ready -> session.publish(MqttMessage.of(own, new byte[0])))
        .orTimeout(10, TimeUnit.SECONDS)
        .join();
    round.orTimeout(10, TimeUnit.SECONDS).join();
  }
}
