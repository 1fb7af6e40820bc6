package io.parley.uplink;

import static io.parley.uplink.SessionRig.get;
import static io.parley.uplink.SessionRig.hear;
import static io.parley.uplink.SessionRig.next;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.mqtt.MqttMessage;
import io.parley.mqtt.MqttSession;
import io.parley.mqtt.Subscription;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

/** How every session hears, whichever library is behind it. */
interface Subscribes {
  SessionRig rig();

  @Test
  default void asksForRetainedMessagesOnlyWhereTheyAreWanted() throws Exception {
    MqttSession session = rig().connected("one");
    get(session.publish(MqttMessage.retained("kept/x", "old".getBytes(UTF_8), "text/plain")));

    BlockingQueue<MqttMessage> live = hear(session, Subscription.live("kept/+"));
    get(session.publish(MqttMessage.of("kept/y", "new".getBytes(UTF_8))));
    assertEquals("kept/y", next(live).topic());

    MqttSession other = rig().connected("two");
    MqttMessage kept = next(hear(other, Subscription.to("kept/x")));
    assertTrue(kept.retain());
    assertEquals("old", new String(kept.payload(), UTF_8));
  }

  @Test
  default void tellsWhatWasThereFromWhatIsLiveWhereTheFlagIsNotKept() throws Exception {
    MqttSession device = rig().connected("device");
    get(device.publish(MqttMessage.retained("hot/x", "before".getBytes(UTF_8), "text/plain")));
    BlockingQueue<MqttMessage> telemetry =
        hear(rig().connected("node"), Subscription.telemetry("hot/+"));
    BlockingQueue<MqttMessage> published = hear(rig().connected("other"), Subscription.to("hot/+"));
    assertTrue(next(telemetry).retain());
    assertTrue(next(published).retain());

    get(device.publish(MqttMessage.retained("hot/x", "after".getBytes(UTF_8), "text/plain")));

    MqttMessage live = next(telemetry);
    assertEquals("after", new String(live.payload(), UTF_8));
    assertFalse(live.retain());
    assertTrue(next(published).retain());
  }

  @Test
  default void keepsOwnMessagesAwayWhereNoLocalIsAsked() throws Exception {
    MqttSession session = rig().connected("one");
    BlockingQueue<MqttMessage> heard =
        hear(session, new Subscription("talk", true, Subscription.Retained.NEVER, true));
    MqttSession other = rig().connected("two");

    get(session.publish(MqttMessage.of("talk", "mine".getBytes(UTF_8))));
    get(other.publish(MqttMessage.of("talk", "yours".getBytes(UTF_8))));

    assertEquals("yours", new String(next(heard).payload(), UTF_8));
  }

  @Test
  default void sharesASubscriptionAmongItsGroup() throws Exception {
    Set<String> who = ConcurrentHashMap.newKeySet();
    CountDownLatch all = new CountDownLatch(20);
    for (String name : List.of("one", "two")) {
      get(
          rig()
              .connected(name)
              .subscribe(
                  Subscription.live("$share/group/work/#"),
                  message -> {
                    who.add(name);
                    all.countDown();
                  }));
    }
    MqttSession sender = rig().connected("sender");

    for (int i = 0; i < 20; i++) {
      get(sender.publish(MqttMessage.of("work/x", new byte[] {(byte) i})));
    }

    assertTrue(all.await(30, SECONDS));
    assertEquals(Set.of("one", "two"), who);
  }

  @Test
  default void aListenerMayPublishAndSubscribe() throws Exception {
    MqttSession session = rig().connected("one");
    BlockingQueue<MqttMessage> answers = hear(session, Subscription.to("answer"));
    BlockingQueue<CompletableFuture<?>> done = new LinkedBlockingQueue<>();
    get(
        session.subscribe(
            Subscription.to("ask"),
            message -> {
              done.add(session.subscribe(Subscription.to("more"), heard -> {}));
              done.add(session.publish(MqttMessage.of("answer", message.payload())));
            }));

    for (int i = 0; i < 50; i++) {
      done.add(session.publish(MqttMessage.of("ask", new byte[] {(byte) i})));
    }

    for (int i = 0; i < 50; i++) {
      assertEquals(i, next(answers).payload()[0]);
    }
    for (CompletableFuture<?> one : done) {
      assertFalse(one.isCompletedExceptionally());
    }
  }

  @Test
  default void aFailingListenerDoesNotStopTheOthers() throws Exception {
    MqttSession session = rig().connected("one");
    get(
        session.subscribe(
            Subscription.to("bad/#"),
            message -> {
              throw new IllegalStateException("a listener with a bug");
            }));
    BlockingQueue<MqttMessage> heard = hear(session, Subscription.to("good/#"));

    get(session.publish(MqttMessage.of("bad/1", new byte[1])));
    get(session.publish(MqttMessage.of("good/1", new byte[1])));

    assertEquals("good/1", next(heard).topic());
  }
}
