package io.parley.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.mqtt.Outbound.Outgoing;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class OutboundTest {
  private final List<String> sent = new ArrayList<>();
  private final Outbound outbound =
      new Outbound(SessionOptions.of(BrokerUrl.parse("mqtt://h"), "me"), System::nanoTime);

  @Test
  void keepsOneBelowTheReceiveMaximumAndSendsAgainInOrder() {
    List<Outgoing> all = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      all.add(add("m" + i));
    }
    Link first = new Line(3);

    outbound.start(first);
    assertEquals(List.of("m0", "m1"), sent);
    outbound.ended(first, all.get(0), Puback.SUCCESS, null);
    assertEquals(List.of("m0", "m1", "m2"), sent);
    outbound.stop();
    outbound.ended(first, all.get(1), Puback.SUCCESS, null);
    assertFalse(all.get(1).done().isDone(), "a word of the lost connection does not count");
    outbound.start(new Line(3));

    assertEquals(List.of("m0", "m1", "m2", "m1", "m2"), sent);
    assertTrue(all.get(0).done().isDone());
  }

  @Test
  void givesUpAMessageThatTheBrokerHangsUpOn() {
    Outgoing poison = add("poison");
    for (int i = 0; i < Outbound.MOST_LOSSES; i++) {
      assertFalse(poison.done().isDone());
      outbound.start(new Line(10));
      outbound.stop();
    }

    assertTrue(poison.done().isCompletedExceptionally());
    add("next");
    outbound.start(new Line(10));
    assertEquals("next", sent.get(sent.size() - 1));
  }

  private Outgoing add(String topic) {
    Outgoing outgoing =
        outbound.admit(
            MqttMessage.of(topic, new byte[1]), (link, one, rest) -> sent.add(rest.topic()));
    outbound.add(outgoing);
    return outgoing;
  }

  private record Line(int receiveMaximum) implements Link {
    @Override
    public Granted granted() {
      return new Granted(receiveMaximum, false);
    }

    @Override
    public CompletableFuture<Puback> publish(MqttMessage message) {
      return new CompletableFuture<>();
    }

    @Override
    public CompletableFuture<Void> subscribe(Subscription subscription) {
      return new CompletableFuture<>();
    }

    @Override
    public CompletableFuture<Void> unsubscribe(String filter) {
      return new CompletableFuture<>();
    }

    @Override
    public CompletableFuture<Void> disconnect(boolean forget) {
      return new CompletableFuture<>();
    }

    @Override
    public void drop() {}
  }
}
