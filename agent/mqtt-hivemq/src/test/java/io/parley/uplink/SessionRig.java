package io.parley.uplink;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.parley.mqtt.Backoff;
import io.parley.mqtt.BrokerUrl;
import io.parley.mqtt.MqttFailure;
import io.parley.mqtt.MqttMessage;
import io.parley.mqtt.MqttSession;
import io.parley.mqtt.SessionOptions;
import io.parley.mqtt.Subscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;

/** A real mosquitto, and the sessions of one library with it. */
final class SessionRig implements AutoCloseable {
  static final Backoff QUICK = new Backoff(Duration.ofMillis(20), Duration.ofMillis(200));

  private final Function<SessionOptions, MqttSession> library;
  private final List<MqttSession> open = new ArrayList<>();
  private Mosquitto broker = Mosquitto.start();

  SessionRig(Function<SessionOptions, MqttSession> library) {
    this.library = library;
  }

  Mosquitto broker() {
    return broker;
  }

  /** Puts a broker with these settings in the place of the one before. */
  void restart(String... settings) {
    broker.close();
    broker = Mosquitto.start(settings);
  }

  /** A session that the end of the test closes, if nothing did before. */
  MqttSession session(SessionOptions options) {
    MqttSession session = library.apply(options);
    open.add(session);
    return session;
  }

  SessionOptions options(String clientId) {
    return SessionOptions.of(BrokerUrl.parse(broker.url()), clientId).withBackoff(QUICK);
  }

  MqttSession connected(String clientId) throws Exception {
    MqttSession session = session(options(clientId));
    get(session.connect());
    return session;
  }

  MqttSession unconnected(SessionOptions options) {
    broker.kill();
    return session(options);
  }

  void signal(String signal) throws Exception {
    Process kill = new ProcessBuilder("kill", signal, Long.toString(broker.pid())).start();
    assertEquals(0, kill.waitFor());
  }

  static BlockingQueue<MqttMessage> hear(MqttSession session, Subscription subscription)
      throws Exception {
    BlockingQueue<MqttMessage> heard = new LinkedBlockingQueue<>();
    get(session.subscribe(subscription, heard::add));
    return heard;
  }

  static MqttMessage next(BlockingQueue<MqttMessage> heard) throws InterruptedException {
    MqttMessage message = heard.poll(30, SECONDS);
    assertNotNull(message, "nothing came within 30 s");
    return message;
  }

  static MqttFailure failure(CompletableFuture<?> future) {
    ExecutionException failed = assertThrows(ExecutionException.class, () -> get(future));
    return assertInstanceOf(MqttFailure.class, failed.getCause());
  }

  static String why(CompletableFuture<?> future) {
    return String.valueOf(failure(future).getMessage());
  }

  static <T> T get(CompletableFuture<T> future) throws Exception {
    return future.get(30, SECONDS);
  }

  @Override
  public void close() {
    open.forEach(MqttSession::close);
    broker.close();
  }
}
