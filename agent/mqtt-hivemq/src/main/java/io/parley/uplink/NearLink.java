package io.parley.uplink;

import io.parley.mqtt.Link;
import io.parley.mqtt.MqttFailure;
import io.parley.mqtt.MqttMessage;
import io.parley.mqtt.Puback;
import io.parley.mqtt.Subscription;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
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
    return taken(message)
        .handle(
            (done, error) -> {
              if (error == null) {
                return Puback.SUCCESS;
              }
              Throwable why =
                  error instanceof CompletionException && error.getCause() != null
                      ? error.getCause()
                      : error;
              if (!(why instanceof MqttFailure told) || told.reasonCode() == MqttFailure.NO_CODE) {
                // As over the wire, where a broker that cannot go on hangs up: it is sent again.
                link.drop();
              }
              throw new CompletionException(why);
            });
  }

  private CompletableFuture<Void> taken(MqttMessage message) {
    try {
      return inside.apply(message);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
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
