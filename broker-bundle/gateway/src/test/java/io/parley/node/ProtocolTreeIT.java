package io.parley.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.agent.Agent;
import io.parley.agent.AgentOptions;
import io.parley.agent.Ask;
import io.parley.ladder.Announcer;
import io.parley.message.Answer;
import io.parley.message.Nak;
import io.parley.message.Question;
import io.parley.message.Route;
import io.parley.message.Status;
import io.parley.mqtt.BrokerUrl;
import io.parley.mqtt.MqttMessage;
import io.parley.mqtt.MqttSession;
import io.parley.mqtt.SessionOptions;
import io.parley.mqtt.Subscription;
import io.parley.paho.PahoSession;
import io.parley.protocol.Cid;
import io.parley.topics.Topics;
import io.parley.trust.Identity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two gateways under a hub, each a process of its own. The hub trusts the gateways, each gateway
 * only the hub.
 */
final class ProtocolTreeIT {
  private static final Topics TOPICS = new Topics();

  @AutoClose private final Closing open = new Closing();
  @TempDir Path folder;

  @Test
  void whatOneGatewayLearnsItsSiblingSpeaksUntilItIsTakenBack() throws Exception {
    Identity hubKey = key("hub");
    Identity firstKey = key("first");
    Identity secondKey = key("second");
    NodeProcess hub = node("hub", "hub", "hq", "", firstKey, secondKey);
    String up = hub.address("mqtt") + "/hq";
    NodeProcess first = node("first", "gateway", "works", up, hubKey);
    NodeProcess second = node("second", "gateway", "depot", up, hubKey);
    MqttSession atFirst = session(first, "one");
    MqttSession atSecond = session(second, "two");
    see(atFirst, "plant/boiler/3/temperature", "81.5");
    see(atSecond, "plant/boiler/7/temperature", "64.5");
    Cid cid = learn(first, atFirst);
    seen(session(hub, "three"), TOPICS.protocol("hq", cid.text()), message -> true);
    seen(
        atSecond,
        TOPICS.protocol("depot", cid.text()) + "/routine/+",
        message -> message.payload().length > 0);
    try (Agent asker = Agent.connect(second.address("mqtt") + "/depot", named("asker"))) {
      Ask spoken = Ask.of(Question.ofProtocol(cid.text(), Map.of("place", "boiler 7"))).locally();
      Answer answer = until(asker, spoken, a -> a.status() == Status.ANSWERED);
      assertEquals(Route.ROUTINE, answer.route());
      assertEquals(cid.text(), answer.by().protocol());
      assertTrue(String.valueOf(answer.text()).contains("64.5"), answer.text());

      revoke(first, "works", firstKey, cid);
      seen(atSecond, TOPICS.protocolState("depot", cid.text()), ProtocolTreeIT::revoked);
      assertEquals(Nak.UNKNOWN_PROTOCOL, until(asker, spoken, a -> a.nak() != null).nak());
    }
  }

  @Test
  void aNodeThatWasAwayHonoursARevocationOnReturn() throws Exception {
    Identity hubKey = key("hub");
    Identity firstKey = key("first");
    NodeProcess hub = node("hub", "hub", "hq", "", firstKey);
    String up = hub.address("mqtt") + "/hq";
    NodeProcess first = node("first", "gateway", "works", up, hubKey);
    NodeProcess second = node("second", "gateway", "depot", up, hubKey);
    MqttSession atFirst = session(first, "one");
    see(atFirst, "plant/boiler/3/temperature", "81.5");
    Cid cid = learn(first, atFirst);
    seen(
        session(second, "two"),
        TOPICS.protocol("depot", cid.text()) + "/routine/+",
        message -> message.payload().length > 0);
    second.kill();
    revoke(first, "works", firstKey, cid);
    seen(session(hub, "three"), TOPICS.protocolState("hq", cid.text()), ProtocolTreeIT::revoked);
    NodeProcess again = node("second", "gateway", "depot", up, hubKey);
    seen(
        session(again, "four"), TOPICS.protocolState("depot", cid.text()), ProtocolTreeIT::revoked);
  }

  @Test
  void aProtocolIsFetchedByItsIdWhereOnlyWhatIsAskedForComesDown() throws Exception {
    Identity hubKey = key("hub");
    NodeProcess hub = node("hub", "hub", "hq", "");
    NodeProcess below =
        node(
            "below",
            "gateway",
            "depot",
            hub.address("mqtt") + "/hq",
            "down: asked",
            List.of(hubKey));
    MqttSession atHub = session(hub, "one");
    Cid cid =
        new Announcer(atHub, TOPICS, "hq", hubKey, Clock.systemUTC())
            .announce(ProtocolsIT.DOCUMENT.getBytes(UTF_8), "{\"n\": body.n * 2}")
            .get(30, TimeUnit.SECONDS);
    try (Agent asker = Agent.connect(below.address("mqtt") + "/depot", named("asker"))) {
      Ask spoken = Ask.of(Question.ofProtocol(cid.text(), Map.of("n", 21))).locally();
      assertEquals(Nak.UNKNOWN_PROTOCOL, asker.ask(spoken).join().nak());
      Answer answer = until(asker, spoken, a -> a.data() != null);
      assertEquals("below", answer.by().agent());
    }
  }

  /** Two questions of a kind, and what is announced within two seconds of the second answer. */
  private Cid learn(NodeProcess at, MqttSession session) throws Exception {
    CompletableFuture<Cid> announced = new CompletableFuture<>();
    session
        .subscribe(
            Subscription.to(TOPICS.root() + "/works/protocol/+"),
            message ->
                announced.complete(
                    new Cid(message.topic().substring(message.topic().lastIndexOf('/') + 1))))
        .get(30, TimeUnit.SECONDS);
    String url = at.address("mqtt") + "/works";
    try (Agent asker = Agent.connect(url, named("asker"))) {
      Ask question = Ask.of("How warm is boiler 3?");
      until(asker, question, answer -> answer.status() == Status.ANSWERED);
      until(asker, question, answer -> answer.status() == Status.ANSWERED);
      return announced.get(2, TimeUnit.SECONDS);
    }
  }

  private static Answer until(Agent asker, Ask ask, Predicate<Answer> wanted) {
    Answer answer = asker.ask(ask).join();
    for (int i = 0; i < 5_000 && !wanted.test(answer); i++) {
      answer = asker.ask(ask).join();
    }
    return answer;
  }

  private static void revoke(NodeProcess at, String site, Identity who, Cid cid) throws Exception {
    try (MqttSession session =
        PahoSession.of(SessionOptions.of(BrokerUrl.parse(at.address("mqtt")), "operator"))) {
      session.connect().get(30, TimeUnit.SECONDS);
      new Announcer(session, TOPICS, site, who, Clock.systemUTC())
          .revoke(cid)
          .get(30, TimeUnit.SECONDS);
    }
  }

  private static boolean revoked(MqttMessage message) {
    return new String(message.payload(), UTF_8).contains("\"revoked\"");
  }

  /** Within seconds. */
  private static void seen(MqttSession session, String filter, Predicate<MqttMessage> wanted)
      throws Exception {
    CompletableFuture<MqttMessage> seen = new CompletableFuture<>();
    session
        .subscribe(
            Subscription.to(filter),
            message -> {
              if (wanted.test(message)) {
                seen.complete(message);
              }
            })
        .get(30, TimeUnit.SECONDS);
    assertNotNull(seen.get(10, TimeUnit.SECONDS));
  }

  private static void see(MqttSession session, String topic, String value) throws Exception {
    session
        .publish(MqttMessage.retained(topic, value.getBytes(UTF_8), "text/plain"))
        .get(30, TimeUnit.SECONDS);
  }

  private MqttSession session(NodeProcess node, String name) throws Exception {
    SessionOptions options = SessionOptions.of(BrokerUrl.parse(node.address("mqtt")), name);
    MqttSession session = open.add(PahoSession.of(options));
    session.connect().get(30, TimeUnit.SECONDS);
    return session;
  }

  private Identity key(String node) {
    return Identity.at(folder.resolve(node).resolve("identity.key"));
  }

  private NodeProcess node(String name, String tier, String site, String up, Identity... trusted)
      throws Exception {
    return node(name, tier, site, up, "down: all", List.of(trusted));
  }

  private NodeProcess node(
      String name, String tier, String site, String up, String down, List<Identity> trusted)
      throws Exception {
    List<String> ids = trusted.stream().map(one -> "'" + one.key().id() + "'").toList();
    Path config =
        Files.writeString(
            folder.resolve(name + ".yaml"),
            """
            site: %s
            agent: %s
            port: 0
            coap: {enabled: false}
            http: {enabled: false}
            model: none
            data: %s
            ingest: [plant/#]
            protocols:
              trust: %s
              %s
            %s
            """
                .formatted(site, name, name, ids, down, up.isEmpty() ? "" : "upstream: " + up));
    return open.add(NodeProcess.start(name, folder, List.of(tier, "--config", config.toString())));
  }

  private static AgentOptions named(String name) {
    return AgentOptions.named(name);
  }
}
