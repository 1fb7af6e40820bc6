package io.parley.bench.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.agent.Agent;
import io.parley.agent.AgentOptions;
import io.parley.codec.Codec;
import io.parley.codec.CodecException;
import io.parley.codec.Format;
import io.parley.codec.Reply;
import io.parley.message.Needs;
import io.parley.message.Question;
import io.parley.mqtt.BrokerUrl;
import io.parley.mqtt.Correlation;
import io.parley.mqtt.MqttMessage;
import io.parley.mqtt.MqttSession;
import io.parley.mqtt.SessionOptions;
import io.parley.mqtt.Subscription;
import io.parley.paho.PahoSession;
import io.parley.topics.Topics;
import io.parley.uplink.HivemqSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Askers with sessions that last and who never ask twice, a device whose values the gateway's model
 * reads, and an expert at the hub for what only the hub can answer.
 */
final class Load implements AutoCloseable {
  static final String TELEMETRY = "zigbee2mqtt";

  private static final Topics TOPICS = new Topics();
  private static final Duration LIFE = Duration.ofSeconds(30);
  private static final Duration GRACE = Duration.ofSeconds(20);
  private static final int ASKERS = 4;
  private static final int BOILERS = 6;
  private static final long DEVICE_MS = 250;
  private static final long PATIENCE_SECONDS = 180;

  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final List<Runnable> ends = new ArrayList<>();
  private final List<MqttSession> askers = new ArrayList<>();
  private final Map<String, Put> puts = new ConcurrentHashMap<>();
  private final AtomicInteger number = new AtomicInteger();
  private final AtomicInteger measured = new AtomicInteger();

  Load(Pair nodes) {
    Agent sage = Agent.connect(nodes.hubUrl() + "/hq", AgentOptions.named("sage"));
    ends.add(sage::close);
    sage.answer("vault/+", inquiry -> inquiry.answer("what the hub alone knows"))
        .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .join();
    MqttSession device = session(nodes.gatewayUrl(), "boilers", true);
    var unused =
        timer.scheduleAtFixedRate(() -> measure(device), 0, DEVICE_MS, TimeUnit.MILLISECONDS);
    for (int i = 0; i < ASKERS; i++) {
      MqttSession asker = session(nodes.gatewayUrl(), "asker" + i, i % 2 == 0);
      asker
          .subscribe(Subscription.live(TOPICS.answer("plant1", asker.clientId())), this::heard)
          .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
          .join();
      askers.add(asker);
    }
  }

  /** The two client libraries take turns. */
  private MqttSession session(String url, String client, boolean paho) {
    SessionOptions options =
        SessionOptions.of(BrokerUrl.parse(url), client).withSessionExpiry(Duration.ofMinutes(10));
    MqttSession session = paho ? PahoSession.of(options) : HivemqSession.of(options);
    ends.add(session::close);
    session.connect().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    return session;
  }

  private void measure(MqttSession device) {
    int now = measured.getAndIncrement();
    String json = "{\"temperature\":%d.5}".formatted(40 + now % 50);
    var unused =
        device.publish(
            new MqttMessage(
                "%s/boiler_%d".formatted(TELEMETRY, now % BOILERS),
                json.getBytes(UTF_8),
                false,
                null,
                null,
                null,
                5L,
                List.of()));
  }

  /**
   * Asks so many questions at this pace.
   *
   * @param fault done on a thread of its own once a third of them is asked
   * @return all of them, once each has ended or can no longer
   */
  List<Put> ask(int questions, int perSecond, Runnable fault) {
    List<Put> asked = new ArrayList<>();
    CompletableFuture<Void> third = new CompletableFuture<>();
    CompletableFuture<Void> done = third.thenRunAsync(fault);
    atPace(
        timer,
        questions,
        perSecond,
        () -> {
          asked.add(ask());
          if (asked.size() == (questions + 2) / 3) {
            third.complete(null);
          }
        });
    done.join();
    CompletableFuture.allOf(asked.stream().map(Put::first).toArray(CompletableFuture[]::new))
        .orTimeout(LIFE.plus(GRACE).toSeconds(), TimeUnit.SECONDS)
        .exceptionally(late -> null)
        .join();
    return asked;
  }

  /**
   * Does something so many times at this pace.
   *
   * @throws java.util.concurrent.CompletionException with what it threw, at once
   */
  static void atPace(ScheduledExecutorService timer, int times, int perSecond, Runnable step) {
    CompletableFuture<Void> all = new CompletableFuture<>();
    AtomicInteger left = new AtomicInteger(times);
    ScheduledFuture<?> pace =
        timer.scheduleAtFixedRate(
            () -> {
              if (all.isDone()) {
                return;
              }
              try {
                step.run();
                if (left.decrementAndGet() == 0) {
                  all.complete(null);
                }
              } catch (RuntimeException e) {
                all.completeExceptionally(e);
              }
            },
            0,
            1000 / perSecond,
            TimeUnit.MILLISECONDS);
    try {
      all.join();
    } finally {
      pace.cancel(false);
    }
  }

  private Put ask() {
    int now = number.getAndIncrement();
    String id = "q" + now;
    Put put = new Put();
    puts.put(id, put);
    boolean above = now % 3 == 2;
    String text =
        above
            ? "What does the vault say, number %d?".formatted(now)
            : now % 3 == 1
                ? "How warm is boiler %d?".formatted(now % BOILERS)
                : "What was the highest temperature of boiler %d today?".formatted(now % BOILERS);
    Question question =
        Question.ofText(text)
            .withId(id)
            .withNeeds(new Needs(null, Needs.MOST_HOPS, LIFE.toMillis(), false, false));
    MqttSession asker = askers.get(now % ASKERS);
    var unused =
        asker.publish(
            new MqttMessage(
                TOPICS.ask("plant1", above ? "vault/1" : ""),
                Codec.encode(question, Format.JSON),
                false,
                Format.JSON.contentType(),
                TOPICS.answer("plant1", asker.clientId()),
                Correlation.of(id.getBytes(UTF_8)),
                LIFE.toSeconds(),
                List.of()));
    return put;
  }

  private void heard(MqttMessage message) {
    try {
      if (new Codec().reply(message.payload(), message.contentType()) instanceof Reply.Whole whole
          && !whole.answer().provisional()) {
        Put put = puts.get(String.valueOf(whole.answer().id()));
        if (put != null) {
          put.heard(whole.answer().status(), message.payload());
        }
      }
    } catch (CodecException e) {
      throw new IllegalStateException("an answer cannot be read", e);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
    ends.forEach(Runnable::run);
  }
}
