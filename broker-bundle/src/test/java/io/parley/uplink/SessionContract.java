package io.parley.uplink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.certificates.TestCertificate;
import io.parley.mqtt.Backoff;
import io.parley.mqtt.BrokerUrl;
import io.parley.mqtt.Correlation;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every session does, whichever library is behind it; against a real mosquitto. */
abstract class SessionContract {
  private static final Backoff QUICK = new Backoff(Duration.ofMillis(20), Duration.ofMillis(200));
  private final List<MqttSession> open = new ArrayList<>();
  private Mosquitto broker;

  abstract MqttSession session(SessionOptions options);

  @BeforeEach
  void startBroker() {
    broker = Mosquitto.start();
  }

  @AfterEach
  void stopAll() {
    open.forEach(MqttSession::close);
    broker.close();
  }

  @Test
  void carriesAMessageWithAllItsProperties() throws Exception {
    MqttSession session = connected("one");
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
  void carriesAMessageWithoutAnyProperties() throws Exception {
    MqttSession session = connected("one");
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
  void saysWhereNobodySubscribes() throws Exception {
    MqttSession session = connected("one");

    assertEquals(
        Puback.NO_MATCHING_SUBSCRIBERS,
        get(session.publish(MqttMessage.of("nobody/here", new byte[] {1}))));
  }

  @Test
  void neverOutrunsTheBrokersWindow() throws Exception {
    MqttSession session = connected("one");
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
  void refusesWhatIsTooMuchToWait() {
    MqttSession session = unconnected(options("one").withMostWaiting(2));
    var first = session.publish(MqttMessage.of("a", new byte[1]));
    var second = session.publish(MqttMessage.of("a", new byte[1]));

    var third = session.publish(MqttMessage.of("a", new byte[1]));

    assertTrue(why(third).contains("most 2"), why(third));
    assertFalse(first.isDone() || second.isDone());
  }

  @Test
  void dropsWhatExpiredWhileItWaited() {
    MqttSession session = unconnected(options("one"));

    CompletableFuture<Puback> late =
        session.publish(MqttMessage.of("a", new byte[1]).withExpiry(1L));
    assertThrows(ExecutionException.class, () -> get(session.connect()), "nothing listens there");

    assertTrue(why(late).contains("expired"), why(late));
  }

  @Test
  void asksForRetainedMessagesOnlyWhereTheyAreWanted() throws Exception {
    MqttSession session = connected("one");
    get(session.publish(MqttMessage.retained("kept/x", "old".getBytes(UTF_8), "text/plain")));

    BlockingQueue<MqttMessage> live = hear(session, Subscription.live("kept/+"));
    get(session.publish(MqttMessage.of("kept/y", "new".getBytes(UTF_8))));
    assertEquals("kept/y", next(live).topic());

    MqttSession other = connected("two");
    MqttMessage kept = next(hear(other, Subscription.to("kept/x")));
    assertTrue(kept.retain());
    assertEquals("old", new String(kept.payload(), UTF_8));
  }

  @Test
  void keepsOwnMessagesAwayWhereNoLocalIsAsked() throws Exception {
    MqttSession session = connected("one");
    BlockingQueue<MqttMessage> heard =
        hear(session, new Subscription("talk", true, Subscription.Retained.NEVER));
    MqttSession other = connected("two");

    get(session.publish(MqttMessage.of("talk", "mine".getBytes(UTF_8))));
    get(other.publish(MqttMessage.of("talk", "yours".getBytes(UTF_8))));

    assertEquals("yours", new String(next(heard).payload(), UTF_8));
  }

  @Test
  void sharesASubscriptionAmongItsGroup() throws Exception {
    Set<String> who = ConcurrentHashMap.newKeySet();
    CountDownLatch all = new CountDownLatch(20);
    for (String name : List.of("one", "two")) {
      get(
          connected(name)
              .subscribe(
                  Subscription.live("$share/group/work/#"),
                  message -> {
                    who.add(name);
                    all.countDown();
                  }));
    }
    MqttSession sender = connected("sender");

    for (int i = 0; i < 20; i++) {
      get(sender.publish(MqttMessage.of("work/x", new byte[] {(byte) i})));
    }

    assertTrue(all.await(30, SECONDS));
    assertEquals(Set.of("one", "two"), who);
  }

  @Test
  void aListenerMayPublishAndSubscribe() throws Exception {
    MqttSession session = connected("one");
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
  void aFailingListenerDoesNotStopTheOthers() throws Exception {
    MqttSession session = connected("one");
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

  @Test
  void comesBackAndSubscribesAgainAfterTheBrokerDied() throws Exception {
    MqttSession session = connected("one");
    BlockingQueue<MqttMessage> heard = hear(session, Subscription.to("a/#"));
    BlockingQueue<SessionState> states = new LinkedBlockingQueue<>();
    session.onState(states::add);

    broker.kill();
    assertEquals(SessionState.LOST, states.poll(30, SECONDS));
    assertFalse(session.connected());
    CompletableFuture<Puback> meanwhile =
        session.publish(MqttMessage.of("a/meanwhile", new byte[1]).withExpiry(60L));
    broker.again();

    assertEquals(SessionState.CONNECTED, states.poll(30, SECONDS));
    assertFalse(session.resumed());
    assertEquals(Puback.SUCCESS, get(meanwhile));
    assertEquals("a/meanwhile", next(heard).topic());
  }

  @Test
  void noticesALineThatIsDeadWithoutSayingSo() throws Exception {
    MqttSession session =
        session(
            options("one")
                .withKeepAlive(Duration.ofSeconds(1))
                .withConnectTimeout(Duration.ofMillis(1500)));
    open.add(session);
    get(session.connect());
    BlockingQueue<SessionState> states = new LinkedBlockingQueue<>();
    session.onState(states::add);

    signal("-STOP");
    try {
      assertEquals(SessionState.LOST, states.poll(30, SECONDS));
    } finally {
      signal("-CONT");
    }

    assertEquals(SessionState.CONNECTED, states.poll(30, SECONDS));
  }

  @Test
  void keepsMessagesThatCameWhileItWasAwayWhereTheSessionLasts() throws Exception {
    try (CuttableLine line = CuttableLine.to(broker.port())) {
      MqttSession session =
          session(
              SessionOptions.of(BrokerUrl.parse(line.url()), "one")
                  .withSessionExpiry(Duration.ofSeconds(60))
                  .withBackoff(QUICK));
      open.add(session);
      get(session.connect());
      BlockingQueue<MqttMessage> heard = hear(session, Subscription.to("a"));
      BlockingQueue<SessionState> states = new LinkedBlockingQueue<>();
      session.onState(states::add);
      MqttSession sender = connected("sender");

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
  void leavesItsWillWhenItDiesAndNoneWhenItCloses() throws Exception {
    MqttSession watcher = connected("watcher");
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
    CuttableLine line = CuttableLine.to(broker.port());
    MqttSession mortal =
        session(SessionOptions.of(BrokerUrl.parse(line.url()), "mortal").withWill(() -> will));
    open.add(mortal);
    get(mortal.connect());

    line.close();

    MqttMessage left = next(wills);
    assertEquals("gone", new String(left.payload(), UTF_8));
    assertEquals("application/json", left.contentType());
    assertEquals("7", left.property("epoch"));
    mortal.close();

    MqttSession polite = session(options("polite").withWill(() -> will));
    get(polite.connect());
    polite.close();
    get(watcher.publish(MqttMessage.of("will/after", new byte[1])));
    assertEquals("will/after", next(wills).topic(), "no Will of the polite one came before");
  }

  @Test
  void saysWhyTheBrokerRefusesAndKeepsTrying() {
    broker.close();
    broker = Mosquitto.start("allow_anonymous false");
    MqttSession session = session(options("one"));
    open.add(session);

    CompletableFuture<Void> refused = session.connect();

    assertEquals(0x87, failure(refused).reasonCode());
  }

  @Test
  void encryptsAndTrustsOnlyWhomItIsTold(@TempDir Path folder) throws Exception {
    broker.close();
    TestCertificate certificate = TestCertificate.make(folder);
    broker =
        Mosquitto.start("certfile " + certificate.certificate(), "keyfile " + certificate.key());
    SessionOptions options =
        SessionOptions.of(BrokerUrl.parse("mqtts://127.0.0.1:" + broker.port()), "one")
            .withBackoff(QUICK);
    MqttSession stranger = session(options);
    open.add(stranger);
    assertEquals(MqttFailure.NO_CODE, failure(stranger.connect()).reasonCode());
    stranger.close(); // it would go on trying

    for (TlsSettings trusting :
        List.of(
            TlsSettings.trusting(certificate.certificate()),
            TlsSettings.trusting(certificate.store(), TestCertificate.PASSWORD))) {
      MqttSession session = session(options.withTls(trusting));
      get(session.connect());
      BlockingQueue<MqttMessage> heard = hear(session, Subscription.to("secret"));
      get(session.publish(MqttMessage.of("secret", new byte[200_000])));
      assertEquals(200_000, next(heard).payload().length);
      session.close();
    }
  }

  @Test
  void givesUserAndPassword(@TempDir Path folder) throws Exception {
    broker.close();
    Path passwords = folder.resolve("passwords");
    Process made =
        new ProcessBuilder("mosquitto_passwd", "-b", "-c", passwords.toString(), "carl", "p@ss")
            .start();
    assertEquals(0, made.waitFor());
    broker = Mosquitto.start("allow_anonymous false", "password_file " + passwords);
    BrokerUrl url = BrokerUrl.parse("mqtt://carl:p%40ss@127.0.0.1:" + broker.port());

    MqttSession session = session(SessionOptions.of(url, "one"));
    open.add(session);

    get(session.connect());
    assertTrue(session.connected());
  }

  @Test
  void takesNothingLargerThanItBears() throws Exception {
    MqttSession session = session(options("one").withMaximumPacketSize(64 * 1024));
    open.add(session);
    get(session.connect());
    BlockingQueue<MqttMessage> heard = hear(session, Subscription.to("big/#"));
    MqttSession sender = connected("sender");

    get(sender.publish(MqttMessage.of("big/1", new byte[70_000])));
    get(sender.publish(MqttMessage.of("big/2", new byte[60_000])));

    assertEquals("big/2", next(heard).topic());
    assertTrue(session.connected());
  }

  @Test
  void carriesWhatIsLarge() throws Exception {
    MqttSession session = session(options("one").withMaximumPacketSize(8 << 20));
    open.add(session);
    get(session.connect());
    BlockingQueue<MqttMessage> heard = hear(session, Subscription.to("big"));

    get(session.publish(MqttMessage.of("big", new byte[1_900_000])));

    assertEquals(1_900_000, next(heard).payload().length);
  }

  @Test
  void leavesNoThreadBehind() throws Exception {
    MqttSession session = connected("lonely");
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

  private void signal(String signal) throws Exception {
    Process kill = new ProcessBuilder("kill", signal, Long.toString(broker.pid())).start();
    assertEquals(0, kill.waitFor());
  }

  private SessionOptions options(String clientId) {
    return SessionOptions.of(BrokerUrl.parse(broker.url()), clientId).withBackoff(QUICK);
  }

  private MqttSession connected(String clientId) throws Exception {
    MqttSession session = session(options(clientId));
    open.add(session);
    get(session.connect());
    return session;
  }

  private MqttSession unconnected(SessionOptions options) {
    broker.kill();
    MqttSession session = session(options);
    open.add(session);
    return session;
  }

  private static BlockingQueue<MqttMessage> hear(MqttSession session, Subscription subscription)
      throws Exception {
    BlockingQueue<MqttMessage> heard = new LinkedBlockingQueue<>();
    get(session.subscribe(subscription, heard::add));
    return heard;
  }

  private static MqttMessage next(BlockingQueue<MqttMessage> heard) throws InterruptedException {
    MqttMessage message = heard.poll(30, SECONDS);
    assertNotNull(message, "nothing came within 30 s");
    return message;
  }

  private static MqttFailure failure(CompletableFuture<?> future) {
    ExecutionException failed = assertThrows(ExecutionException.class, () -> get(future));
    return assertInstanceOf(MqttFailure.class, failed.getCause());
  }

  private static String why(CompletableFuture<?> future) {
    return String.valueOf(failure(future).getMessage());
  }

  private static <T> T get(CompletableFuture<T> future) throws Exception {
    return future.get(30, SECONDS);
  }
}
