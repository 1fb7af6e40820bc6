package io.parley.uplink;

import static io.parley.uplink.SessionRig.get;
import static io.parley.uplink.SessionRig.hear;
import static io.parley.uplink.SessionRig.next;
import static io.parley.uplink.SessionRig.why;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.mqtt.Correlation;
import io.parley.mqtt.MqttMessage;
import io.parley.mqtt.MqttSession;
import io.parley.mqtt.Puback;
import io.parley.mqtt.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

/** What every session does with messages, whichever library is behind it. */
interface CarriesMessages {
  SessionRig rig();

  @Test
  default void carriesAMessageWithAllItsProperties() throws Exception {
    MqttSession session = rig().connected("one");
    BlockingQueue<MqttMessage> heard = hear(session, Subscription.to("a/+"));
    MqttMessage sent =
        new MqttMessage(
            "a/b",
            "hello".getBytes(UTF_8),
            false,
            "text/plain",
            "reply/here",
            Correlation.of(new byte[] {0, 1, -1}),
            60L,
            List.of(Map.entry("traceparent", "00-x"), Map.entry("n", "1"), Map.entry("n", "2")));

    assertEquals(Puback.SUCCESS, get(session.publish(sent)));

    MqttMessage got = next(heard);
    assertEquals("a/b", got.topic());
    assertEquals("hello", new String(got.payload(), UTF_8));
    assertEquals("text/plain", got.contentType());
    assertEquals("reply/here", got.responseTopic());
    assertEquals(sent.correlation(), got.correlation());
    assertEquals(sent.properties(), got.properties());
    assertNotNull(got.expirySeconds());
    assertFalse(got.retain());
  }

  @Test
  default void carriesAMessageWithoutAnyProperties() throws Exception {
    MqttSession session = rig().connected("one");
    BlockingQueue<MqttMessage> heard = hear(session, Subscription.to("a/#"));

    get(session.publish(MqttMessage.of("a/b/c", new byte[0])));

    MqttMessage got = next(heard);
    assertEquals(0, got.payload().length);
    assertNull(got.contentType());
    assertNull(got.responseTopic());
    assertNull(got.correlation());
    assertNull(got.expirySeconds());
    assertEquals(List.of(), got.properties());
  }

  @Test
  default void saysWhereNobodySubscribes() throws Exception {
    MqttSession session = rig().connected("one");

    assertEquals(
        Puback.NO_MATCHING_SUBSCRIBERS,
        get(session.publish(MqttMessage.of("nobody/here", new byte[] {1}))));
  }

  @Test
  default void neverOutrunsTheBrokersWindow() throws Exception {
    MqttSession session = rig().connected("one");
    CountDownLatch all = new CountDownLatch(900);
    get(session.subscribe(Subscription.to("many"), message -> all.countDown()));

    List<CompletableFuture<Puback>> sent = new ArrayList<>();
    for (int i = 0; i < 900; i++) {
      sent.add(session.publish(MqttMessage.of("many", ("m" + i).getBytes(UTF_8))));
    }

    for (CompletableFuture<Puback> one : sent) {
      assertEquals(Puback.SUCCESS, get(one));
    }
    assertTrue(all.await(30, SECONDS));
  }

  @Test
  default void refusesWhatIsTooMuchToWait() {
    MqttSession session = rig().unconnected(rig().options("one").withMostWaiting(2));
    var first = session.publish(MqttMessage.of("a", new byte[1]));
    var second = session.publish(MqttMessage.of("a", new byte[1]));

    var third = session.publish(MqttMessage.of("a", new byte[1]));

    assertTrue(why(third).contains("most 2"), why(third));
    assertFalse(first.isDone() || second.isDone());
  }

  @Test
  default void dropsWhatExpiredWhileItWaited() {
    MqttSession session = rig().unconnected(rig().options("one"));

    CompletableFuture<Puback> late =
        session.publish(MqttMessage.of("a", new byte[1]).withExpiry(1L));
    assertThrows(ExecutionException.class, () -> get(session.connect()), "nothing listens there");

    assertTrue(why(late).contains("expired"), why(late));
  }

  @Test
  default void takesNothingLargerThanItBears() throws Exception {
    MqttSession session = rig().session(rig().options("one").withMaximumPacketSize(64 * 1024));
    get(session.connect());
    BlockingQueue<MqttMessage> heard = hear(session, Subscription.to("big/#"));
    MqttSession sender = rig().connected("sender");

    get(sender.publish(MqttMessage.of("big/1", new byte[70_000])));
    get(sender.publish(MqttMessage.of("big/2", new byte[60_000])));

    assertEquals("big/2", next(heard).topic());
    assertTrue(session.connected());
  }

  @Test
  default void carriesWhatIsLarge() throws Exception {
    MqttSession session = rig().session(rig().options("one").withMaximumPacketSize(8 << 20));
    get(session.connect());
    BlockingQueue<MqttMessage> heard = hear(session, Subscription.to("big"));

    get(session.publish(MqttMessage.of("big", new byte[1_900_000])));

    assertEquals(1_900_000, next(heard).payload().length);
  }
}
