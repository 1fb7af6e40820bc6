package io.parley.uplink;

import static io.parley.uplink.SessionRig.QUICK;
import static io.parley.uplink.SessionRig.failure;
import static io.parley.uplink.SessionRig.get;
import static io.parley.uplink.SessionRig.hear;
import static io.parley.uplink.SessionRig.next;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.certificates.TestCertificate;
import io.parley.mqtt.BrokerUrl;
import io.parley.mqtt.MqttFailure;
import io.parley.mqtt.MqttMessage;
import io.parley.mqtt.MqttSession;
import io.parley.mqtt.Puback;
import io.parley.mqtt.SessionOptions;
import io.parley.mqtt.SessionState;
import io.parley.mqtt.Subscription;
import io.parley.mqtt.TlsSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How every session comes, stays and goes, whichever library is behind it. */
interface KeepsItsLine {
  SessionRig rig();

  @Test
  default void comesBackAndSubscribesAgainAfterTheBrokerDied() throws Exception {
    MqttSession session = rig().connected("one");
    BlockingQueue<MqttMessage> heard = hear(session, Subscription.to("a/#"));
    BlockingQueue<SessionState> states = new LinkedBlockingQueue<>();
    session.onState(states::add);

    rig().broker().kill();
    assertEquals(SessionState.LOST, states.poll(30, SECONDS));
    assertFalse(session.connected());
    CompletableFuture<Puback> meanwhile =
        session.publish(MqttMessage.of("a/meanwhile", new byte[1]).withExpiry(60L));
    rig().broker().again();

    assertEquals(SessionState.CONNECTED, states.poll(30, SECONDS));
    assertFalse(session.resumed());
    assertEquals(Puback.SUCCESS, get(meanwhile));
    assertEquals("a/meanwhile", next(heard).topic());
  }

  @Test
  default void noticesALineThatIsDeadWithoutSayingSo() throws Exception {
    MqttSession session =
        rig()
            .session(
                rig()
                    .options("one")
                    .withKeepAlive(Duration.ofSeconds(1))
                    .withConnectTimeout(Duration.ofMillis(1500)));
    get(session.connect());
    BlockingQueue<SessionState> states = new LinkedBlockingQueue<>();
    session.onState(states::add);

    rig().signal("-STOP");
    try {
      assertEquals(SessionState.LOST, states.poll(30, SECONDS));
    } finally {
      rig().signal("-CONT");
    }

    assertEquals(SessionState.CONNECTED, states.poll(30, SECONDS));
  }

  @Test
  default void keepsMessagesThatCameWhileItWasAwayWhereTheSessionLasts() throws Exception {
    try (CuttableLine line = CuttableLine.to(rig().broker().port())) {
      MqttSession session =
          rig()
              .session(
                  SessionOptions.of(BrokerUrl.parse(line.url()), "one")
                      .withSessionExpiry(Duration.ofSeconds(60))
                      .withBackoff(QUICK));
      get(session.connect());
      BlockingQueue<MqttMessage> heard = hear(session, Subscription.to("a"));
      BlockingQueue<SessionState> states = new LinkedBlockingQueue<>();
      session.onState(states::add);
      MqttSession sender = rig().connected("sender");

      line.cut();
      assertEquals(SessionState.LOST, states.poll(30, SECONDS));
      get(sender.publish(MqttMessage.of("a", "kept".getBytes(UTF_8))));
      line.mend();

      assertEquals(SessionState.CONNECTED, states.poll(30, SECONDS));
      assertTrue(session.resumed());
      assertEquals("kept", new String(next(heard).payload(), UTF_8));
    }
  }

  @Test
  default void leavesItsWillWhenItDiesAndNoneWhenItCloses() throws Exception {
    MqttSession watcher = rig().connected("watcher");
    BlockingQueue<MqttMessage> wills = hear(watcher, Subscription.to("will/+"));
    MqttMessage will =
        new MqttMessage(
            "will/x",
            "gone".getBytes(UTF_8),
            true,
            "application/json",
            null,
            null,
            null,
            List.of(Map.entry("epoch", "7")));
    CuttableLine line = CuttableLine.to(rig().broker().port());
    MqttSession mortal =
        rig()
            .session(SessionOptions.of(BrokerUrl.parse(line.url()), "mortal").withWill(() -> will));
    get(mortal.connect());

    line.close();

    MqttMessage left = next(wills);
    assertEquals("gone", new String(left.payload(), UTF_8));
    assertEquals("application/json", left.contentType());
    assertEquals("7", left.property("epoch"));
    mortal.close();

    MqttSession polite = rig().session(rig().options("polite").withWill(() -> will));
    get(polite.connect());
    polite.close();
    get(watcher.publish(MqttMessage.of("will/after", new byte[1])));
    assertEquals("will/after", next(wills).topic(), "no Will of the polite one came before");
  }

  @Test
  default void saysWhyTheBrokerRefusesAndKeepsTrying() {
    rig().restart("allow_anonymous false");
    MqttSession session = rig().session(rig().options("one"));

    CompletableFuture<Void> refused = session.connect();

    assertEquals(0x87, failure(refused).reasonCode());
  }

  @Test
  default void encryptsAndTrustsOnlyWhomItIsTold(@TempDir Path folder) throws Exception {
    TestCertificate certificate = TestCertificate.make(folder);
    rig().restart("certfile " + certificate.certificate(), "keyfile " + certificate.key());
    SessionOptions options =
        SessionOptions.of(BrokerUrl.parse("mqtts://127.0.0.1:" + rig().broker().port()), "one")
            .withBackoff(QUICK);
    MqttSession stranger = rig().session(options);
    assertEquals(MqttFailure.NO_CODE, failure(stranger.connect()).reasonCode());
    stranger.close(); // it would go on trying

    for (TlsSettings trusting :
        List.of(
            TlsSettings.trusting(certificate.certificate()),
            TlsSettings.trusting(certificate.store(), TestCertificate.PASSWORD))) {
      MqttSession session = rig().session(options.withTls(trusting));
      get(session.connect());
      BlockingQueue<MqttMessage> heard = hear(session, Subscription.to("secret"));
      get(session.publish(MqttMessage.of("secret", new byte[200_000])));
      assertEquals(200_000, next(heard).payload().length);
      session.close();
    }
  }

  @Test
  default void givesUserAndPassword(@TempDir Path folder) throws Exception {
    Path passwords = folder.resolve("passwords");
    Process made =
        new ProcessBuilder("mosquitto_passwd", "-b", "-c", passwords.toString(), "carl", "p@ss")
            .start();
    assertEquals(0, made.waitFor());
    rig().restart("allow_anonymous false", "password_file " + passwords);
    BrokerUrl url = BrokerUrl.parse("mqtt://carl:p%40ss@127.0.0.1:" + rig().broker().port());

    MqttSession session = rig().session(SessionOptions.of(url, "one"));

    get(session.connect());
    assertTrue(session.connected());
  }

  @Test
  default void leavesNoThreadBehind() throws Exception {
    MqttSession session = rig().connected("lonely");
    get(session.subscribe(Subscription.to("a"), message -> {}));
    get(session.publish(MqttMessage.of("a", new byte[1])));
    assertTrue(threadsOf("lonely").size() > 0);

    session.close();

    for (Thread thread : threadsOf("lonely")) {
      thread.join(10_000);
      assertFalse(thread.isAlive(), thread.getName());
    }
    assertThrows(
        ExecutionException.class, () -> get(session.publish(MqttMessage.of("a", new byte[1]))));
  }

  private static List<Thread> threadsOf(String clientId) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().contains(clientId))
        .toList();
  }
}
