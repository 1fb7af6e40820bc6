package io.parley.bench.node;

import io.parley.access.AccessRules;
import io.parley.access.Principal;
import io.parley.access.Rights;
import io.parley.access.Users;
import io.parley.access.Who;
import io.parley.bench.Bench;
import io.parley.bench.BenchRow;
import io.parley.broker.BrokerEvents;
import io.parley.broker.BrokerLimits;
import io.parley.broker.BrokerListener;
import io.parley.broker.BrokerSettings;
import io.parley.broker.EmbeddedBroker;
import io.parley.broker.NodeLink;
import io.parley.codec.Codec;
import io.parley.codec.Format;
import io.parley.gateway.Answerers;
import io.parley.gateway.Gateway;
import io.parley.gateway.GatewayLimits;
import io.parley.gateway.Ledger;
import io.parley.ladder.Ladder;
import io.parley.ledger.DiskLedger;
import io.parley.message.By;
import io.parley.message.Question;
import io.parley.message.Status;
import io.parley.mqtt.BrokerUrl;
import io.parley.mqtt.MqttMessage;
import io.parley.mqtt.MqttSession;
import io.parley.mqtt.SessionOptions;
import io.parley.mqtt.Subscription;
import io.parley.mqttentrance.EntranceCounts;
import io.parley.mqttentrance.EntranceSettings;
import io.parley.mqttentrance.MqttEntrance;
import io.parley.rehearsal.Caller;
import io.parley.rehearsal.Celsius;
import io.parley.topics.Topics;
import io.parley.uplink.HivemqSession;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Ask to answer through the gateway with a routine, beside a bare echo responder on the same
 * broker: same client, same payload, rounds that alternate. The gateway's answers go as a node's
 * do, straight into its own broker; the echo's go over the network. Once more with the journal that
 * a node writes, of which the echo responder has none: what it forgets when it dies is lost.
 */
public final class RoutineBench implements Bench {
  private static final int ROUNDS = 7;
  private static final int WARMUP = 8;
  private static final int LATENCY_CALLS = 300;
  private static final int CALLS = 10_000;
  private static final int AT_ONCE = 64;
  private static final String REPLIES = "parley/v1/plant1/answer/bench";
  private static final String ECHO = "bench/echo";
  private static final String JOURNALLED = "plant2";

  /** A bench that has measured nothing yet. */
  public RoutineBench() {}

  @Override
  public boolean run(Consumer<String> line) throws Exception {
    Path folder = Files.createTempDirectory("parley-bench");
    AccessRules access =
        new AccessRules(
            Users.NONE, AccessRules.Loopback.OPERATOR, new Rights(Topics.ROOT, "plant1"));
    BrokerSettings settings =
        new BrokerSettings(
            List.of(BrokerListener.loopback(0)),
            null,
            BrokerLimits.USUAL.withRates(1_000_000, 1L << 40));
    try (EmbeddedBroker broker = EmbeddedBroker.start(settings, access, BrokerEvents.NONE);
        Ladder ladder = Celsius.ladder(folder);
        DiskLedger journal = DiskLedger.open(folder.resolve("questions"), Clock.systemUTC());
        Gateway gateway = gateway(ladder, Ledger.NONE);
        Gateway careful = gateway(ladder, journal);
        MqttSession router = connected(near(broker, "gw-router"));
        MqttSession second = connected(near(broker, "gw-second"));
        MqttSession echo = connected(HivemqSession.of(options(broker, "echo")));
        MqttSession client = connected(HivemqSession.of(options(broker, "bench")))) {
      serve("plant1", router, gateway, access);
      serve(JOURNALLED, second, careful, access);
      echo(echo);
      String cid = Celsius.announce(ladder).text();
      byte[] payload = Codec.encode(Question.ofProtocol(cid, Celsius.BODY), Format.JSON);
      return measured(new Caller(client, REPLIES), payload, line);
    }
  }

  private static Gateway gateway(Ladder ladder, Ledger ledger) {
    Answerers nobody = Answerers.NOBODY;
    Answerers answerers =
        new Answerers(
            nobody.facts(),
            nobody.queries(),
            ladder,
            nobody.experts(),
            nobody.model(),
            nobody.passages(),
            nobody.upstream(),
            ledger);
    // Without a cache: the routine itself is measured.
    GatewayLimits limits = new GatewayLimits(1000, 0, Duration.ofMinutes(1), true);
    return new Gateway(Celsius.SELF, answerers, limits, Clock.systemUTC());
  }

  private static void serve(String site, MqttSession router, Gateway gateway, AccessRules access) {
    By by = new By("gw", Celsius.SELF.tier(), null, null, null);
    EntranceSettings entrance =
        EntranceSettings.embedded(new Topics(), site, by, List.of(), access);
    new MqttEntrance(router, gateway, entrance, EntranceCounts.NONE, Clock.systemUTC())
        .open()
        .orTimeout(10, TimeUnit.SECONDS)
        .join();
  }

  private static void echo(MqttSession session) {
    session
        .subscribe(
            Subscription.live(ECHO),
            asked -> {
              var unused =
                  session.publish(
                      new MqttMessage(
                          String.valueOf(asked.responseTopic()),
                          asked.payload(),
                          false,
                          asked.contentType(),
                          null,
                          asked.correlation(),
                          30L,
                          List.of()));
            })
        .orTimeout(10, TimeUnit.SECONDS)
        .join();
  }

  private static boolean measured(Caller caller, byte[] payload, Consumer<String> line)
      throws Exception {
    String ask = new Topics().ask("plant1", "");
    String json = Format.JSON.contentType();
    MqttMessage first = caller.call(ask, payload, json).join();
    if (new Codec().answer(first.payload(), first.contentType()).status() != Status.ANSWERED) {
      throw new IllegalStateException("the routine does not answer");
    }
    Arm bare = new Arm(ask);
    Arm journalled = new Arm(new Topics().ask(JOURNALLED, ""));
    Arm echo = new Arm(ECHO);
    // A gateway runs for months: the rounds before the first that counts are the compiler's.
    for (int round = -WARMUP; round < ROUNDS; round++) {
      for (Arm arm : List.of(bare, echo, journalled)) {
        arm.latency(caller, payload, round >= 0);
      }
      for (Arm arm : List.of(bare, echo, journalled)) {
        arm.throughput(caller, payload, round >= 0);
      }
    }
    boolean met = true;
    for (BenchRow row : List.of(latency("", bare, echo), throughput("", bare, echo))) {
      line.accept(row.json());
      met &= row.met();
    }
    line.accept(latency(", with the journal", journalled, echo).json());
    line.accept(throughput(", with the journal", journalled, echo).json());
    return met;
  }

  /** Where one of them is asked, and how it went, a figure a round. */
  private record Arm(String topic, List<Double> ms, List<Double> perSecond) {
    Arm(String topic) {
      this(topic, new ArrayList<>(), new ArrayList<>());
    }

    void latency(Caller caller, byte[] payload, boolean counts) {
      double median = caller.medianMs(topic, payload, Format.JSON.contentType(), LATENCY_CALLS);
      if (counts) {
        ms.add(median);
      }
    }

    void throughput(Caller caller, byte[] payload, boolean counts) throws InterruptedException {
      double rate = caller.perSecond(topic, payload, Format.JSON.contentType(), CALLS, AT_ONCE);
      if (counts) {
        perSecond.add(rate);
      }
    }
  }

  private static BenchRow latency(String how, Arm ours, Arm echo) {
    return BenchRow.of(
        "routine",
        "ask to answer, p50" + how,
        ours.ms(),
        echo.ms(),
        "echo responder",
        "ms",
        BenchRow.Better.LOWER,
        1.5);
  }

  private static BenchRow throughput(String how, Arm ours, Arm echo) {
    return BenchRow.of(
        "routine",
        "answers, 64 at once" + how,
        ours.perSecond(),
        echo.perSecond(),
        "echo responder",
        "1/s",
        BenchRow.Better.HIGHER,
        0.7);
  }

  /** As a node's own one. */
  private static MqttSession near(EmbeddedBroker broker, String client) {
    Who self = new Who(Principal.NODE, client);
    return HivemqSession.near(options(broker, client), message -> broker.publish(self, message));
  }

  private static SessionOptions options(EmbeddedBroker broker, String client) {
    NodeLink link = broker.link();
    return SessionOptions.of(
        BrokerUrl.parse(link.url()).withUser(link.user(), link.password()), client);
  }

  private static MqttSession connected(MqttSession session) {
    session.connect().orTimeout(10, TimeUnit.SECONDS).join();
    return session;
  }
}
