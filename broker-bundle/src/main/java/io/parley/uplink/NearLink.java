package io.parley.uplink;

import io.parley.mqtt.Link;
import io.parley.mqtt.MqttMessage;
import io.parley.mqtt.Puback;
import io.parley.mqtt.Subscription;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * A link to a broker in this process: what it publishes goes there without a packet.
 *
 * @param inside takes a message; completes when the broker would send its PUBACK
 */
record NearLink(Link link, Function<MqttMessage, CompletableFuture<Void>> inside) implements Link {
  @Override
  public Granted granted() {
    return link.granted();
  }

  @Override
  public CompletableFuture<Puback> publish(MqttMessage message) {
    return inside.apply(message).thenApply(done -> Puback.SUCCESS);
  }

  @Override
  public CompletableFuture<Void> subscribe(Subscription subscription) {
    return link.subscribe(subscription);
  }

  @Override
  public CompletableFuture<Void> unsubscribe(String filter) {
    return link.unsubscribe(filter);
  }

  @Override
  public CompletableFuture<Void> disconnect(boolean forget) {
    return link.disconnect(forget);
  }

  @Override
  public void drop() {
    link.drop();
  }
}
