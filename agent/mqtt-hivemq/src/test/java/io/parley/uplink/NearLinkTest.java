package io.parley.uplink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.mqtt.Link;
import io.parley.mqtt.MqttFailure;
import io.parley.mqtt.MqttMessage;
import io.parley.mqtt.Puback;
import io.parley.mqtt.Subscription;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What a broker in this process says to a message, and what the session sees of it. */
final class NearLinkTest {
  private static final MqttMessage ANSWER = MqttMessage.of("answer/asker", new byte[1]);

  /** A connection of which only the end matters. */
  private static final class Line implements Link {
    private boolean dropped;

    @Override
    public Granted granted() {
      return new Granted(10, false);
    }

    @Override
    public CompletableFuture<Puback> publish(MqttMessage message) {
      throw new AssertionError("nothing goes over the line");
    }

    @Override
    public CompletableFuture<Void> subscribe(Subscription subscription) {
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Void> unsubscribe(String filter) {
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Void> disconnect(boolean forget) {
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public void drop() {
      dropped = true;
    }
  }

  private final Line line = new Line();

  private CompletableFuture<Puback> publish(Function<MqttMessage, CompletableFuture<Void>> inside) {
    return new NearLink(line, inside).publish(ANSWER);
  }

  @Test
  void whatIsTakenIsAcknowledged() {
    assertEquals(
        Puback.SUCCESS, publish(message -> CompletableFuture.completedFuture(null)).join());
    assertFalse(line.dropped);
  }

  @Test
  void whatIsRefusedEndsTheMessageAndNotTheLine() {
    MqttFailure refused = MqttFailure.refused("PUBLISH", 0x90);

    var told = publish(message -> CompletableFuture.failedFuture(refused));

    assertTrue(told.isCompletedExceptionally());
    assertFalse(line.dropped);
  }

  @Test
  void aBrokerThatCannotGoOnCutsTheLineSoThatTheMessageIsSentAgain() {
    var thrown =
        publish(
            message -> {
              throw new IllegalStateException("the store is gone");
            });
    assertTrue(thrown.isCompletedExceptionally());
    assertTrue(line.dropped);

    line.dropped = false;
    var failed =
        publish(message -> CompletableFuture.failedFuture(new IllegalStateException("gone")));
    assertTrue(failed.isCompletedExceptionally());
    assertTrue(line.dropped);
  }
}
