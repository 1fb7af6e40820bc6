package io.parley.bench.node;

import io.parley.access.AccessRules;
import io.parley.access.Rights;
import io.parley.access.Users;
import io.parley.bench.Bench;
import io.parley.bench.BenchRow;
import io.parley.bench.BenchRow.Better;
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
import io.parley.ladder.Ladder;
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
 * broker: same client, same payload, rounds that alternate.
 */
public final class RoutineBench implements Bench {
  private static final int ROUNDS = 7;
  private static final int LATENCY_CALLS = 300;
  private static final int CALLS = 2000;
  private static final int AT_ONCE = 64;
  private static final String REPLIES = "parley/v1/plant1/answer/bench";
  private static final String ECHO = "bench/echo";
  private static final String JSON = Format.JSON.contentType();

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
        Gateway gateway = gateway(ladder);
        MqttSession router = connected(HivemqSession.of(options(broker, "gw-router")));
        MqttSession echo = connected(HivemqSession.of(options(broker, "echo")));
        MqttSession client = connected(HivemqSession.of(options(broker, "bench")))) {
      serve(router, gateway, access);
      echo(echo);
      String cid = Celsius.announce(ladder).text();
      byte[] payload = Codec.encode(Question.ofProtocol(cid, Celsius.BODY), Format.JSON);
      return measured(new Caller(client, REPLIES), payload, line);
    }
  }

  private static Gateway gateway(Ladder ladder) {
    Answerers nobody = Answerers.NOBODY;
    Answerers answerers =
        new Answerers(
            nobody.facts(),
            ladder,
            nobody.experts(),
            nobody.model(),
            nobody.passages(),
            nobody.upstream(),
            nobody.ledger());
    // Without a cache: the routine itself is measured.
    GatewayLimits limits = new GatewayLimits(1000, 0, Duration.ofMinutes(1), true);
    return new Gateway(Celsius.SELF, answerers, limits, Clock.systemUTC());
  }

  private static void serve(MqttSession router, Gateway gateway, AccessRules access) {
    By by = new By("gw", Celsius.SELF.tier(), null, null, null);
    EntranceSettings entrance =
        EntranceSettings.embedded(new Topics(), "plant1", by, List.of(), access);
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
    MqttMessage first = caller.call(ask, payload, JSON).join();
    if (new Codec().answer(first.payload(), first.contentType()).status() != Status.ANSWERED) {
      throw new IllegalStateException("the routine does not answer");
    }
    List<Double> ms = new ArrayList<>();
    List<Double> echoMs = new ArrayList<>();
    List<Double> rate = new ArrayList<>();
    List<Double> echoRate = new ArrayList<>();
    for (int round = -1; round < ROUNDS; round++) {
      double oursMs = caller.medianMs(ask, payload, JSON, LATENCY_CALLS);
      double peerMs = caller.medianMs(ECHO, payload, JSON, LATENCY_CALLS);
      double ours = caller.perSecond(ask, payload, JSON, CALLS, AT_ONCE);
      double peer = caller.perSecond(ECHO, payload, JSON, CALLS, AT_ONCE);
      // The first round warms up both.
      if (round >= 0) {
        ms.add(oursMs);
        echoMs.add(peerMs);
        rate.add(ours);
        echoRate.add(peer);
      }
    }
    boolean quick = row("ask to answer, p50", ms, echoMs, "ms", Better.LOWER, 1.5, line);
    return row("answers, 64 at once", rate, echoRate, "1/s", Better.HIGHER, 0.7, line) && quick;
  }

  private static boolean row(
      String measure,
      List<Double> ours,
      List<Double> peer,
      String unit,
      Better better,
      double goal,
      Consumer<String> line) {
    BenchRow row =
        BenchRow.of("routine", measure, ours, peer, "echo responder", unit, better, goal);
    line.accept(row.json());
    return row.met();
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
