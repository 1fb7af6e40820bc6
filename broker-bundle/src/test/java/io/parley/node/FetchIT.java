package io.parley.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.parley.agent.Agent;
import io.parley.agent.AgentOptions;
import io.parley.agent.Ask;
import io.parley.config.LinkSettings;
import io.parley.config.ProtocolRules;
import io.parley.config.Settings;
import io.parley.config.SettingsBuilder;
import io.parley.ladder.Announcer;
import io.parley.ladder.Passing;
import io.parley.ladder.SpeakingAgent;
import io.parley.message.Answer;
import io.parley.message.Tier;
import io.parley.mqtt.BrokerUrl;
import io.parley.mqtt.MqttMessage;
import io.parley.mqtt.MqttSession;
import io.parley.mqtt.SessionOptions;
import io.parley.paho.PahoSession;
import io.parley.protocol.Cid;
import io.parley.protocol.ProtocolDocument;
import io.parley.topics.Topics;
import io.parley.trust.Identity;
import io.parley.trust.Signers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agent that knows a protocol by its id only fetches it; a gateway below a hub. */
final class FetchIT {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final byte[] DOCUMENT =
      ProtocolsIT.DOCUMENT
          .replace("## Request", "## Phrases\n- twice {n}\n\n## Request")
          .getBytes(UTF_8);

  @TempDir Path folder;

  @Test
  void anAgentFetchesWhatTheHubAnnouncedAndSpeaksIt() throws Exception {
    Identity operator = Identity.at(folder.resolve("operator.key"));
    Cid cid = Cid.of(DOCUMENT);
    try (Node hub = node("hub", "hq", null, operator, Passing.ALL)) {
      announce(mqtt(hub), "hq", operator);
      Passing asked = new Passing(true, Passing.Down.ASKED);
      try (Node gateway = node("gateway", "plant1", mqtt(hub) + "/hq", operator, asked);
          Agent agent = Agent.connect(mqtt(gateway) + "/plant1", AgentOptions.named("asker"))) {
        ProtocolDocument fetched = agent.fetch(cid, LONG).get(90, TimeUnit.SECONDS);
        assertArrayEquals(DOCUMENT, fetched.bytes());

        SpeakingAgent speaking = SpeakingAgent.of(agent).get(60, TimeUnit.SECONDS);
        assertEquals(cid, speaking.learn(cid, LONG).get(90, TimeUnit.SECONDS).cid());
        Answer answer = speaking.ask(Ask.of("Twice 21?")).get(60, TimeUnit.SECONDS);
        for (int i = 0; i < 1_000 && !Boolean.TRUE.equals(answer.ack()); i++) {
          // The routine is still examined: it said so, and was not spoken to any more.
          speaking.learn(cid, LONG).get(90, TimeUnit.SECONDS);
          answer = speaking.ask(Ask.of("Twice 21?")).get(60, TimeUnit.SECONDS);
        }
        assertEquals("{n=42}", String.valueOf(answer.data()));
        assertEquals(cid.text(), answer.by().protocol());
      }
    }
  }

  @Test
  void otherBytesAreNotTakenForADocument() throws Exception {
    Identity operator = Identity.at(folder.resolve("operator.key"));
    Cid cid = Cid.of(DOCUMENT);
    try (Node gateway = node("gateway", "plant1", null, operator, Passing.ALL);
        MqttSession forger = session(mqtt(gateway), "forger");
        Agent agent = Agent.connect(mqtt(gateway) + "/plant1", AgentOptions.named("asker"))) {
      String topic = new Topics().protocol("plant1", cid.text());
      byte[] others = ProtocolsIT.DOCUMENT.replace("twice", "thrice").getBytes(UTF_8);
      forger
          .publish(MqttMessage.retained(topic, others, "text/markdown"))
          .get(30, TimeUnit.SECONDS);
      Throwable failed =
          assertThrows(
              ExecutionException.class,
              () -> agent.fetch(cid, Duration.ofSeconds(1)).get(30, TimeUnit.SECONDS));
      assertInstanceOf(TimeoutException.class, failed.getCause());

      announce(mqtt(gateway), "plant1", operator);
      assertEquals(cid, agent.fetch(cid, LONG).get(90, TimeUnit.SECONDS).cid());
    }
  }

  private static void announce(String url, String site, Identity operator) throws Exception {
    try (MqttSession session = session(url, "operator")) {
      new Announcer(session, new Topics(), site, operator, Clock.systemUTC())
          .announce(DOCUMENT, "{\"n\": body.n * 2}")
          .get(30, TimeUnit.SECONDS);
    }
  }

  private static MqttSession session(String url, String name) throws Exception {
    MqttSession session = PahoSession.of(SessionOptions.of(BrokerUrl.parse(url), name));
    session.connect().get(30, TimeUnit.SECONDS);
    return session;
  }

  private Node node(
      String name, String site, @Nullable String upstream, Identity trusted, Passing passing)
      throws Exception {
    Path data = Files.createDirectories(folder.resolve(name));
    ProtocolRules rules =
        new ProtocolRules(
            Signers.of(List.of(trusted.key().id())), ProtocolRules.USUAL.effects(), passing);
    SettingsBuilder settings =
        Settings.builder().site(site).port(0).coapPort(0).httpPort(0).model("none");
    if (upstream != null) {
      settings = settings.upstream(LinkSettings.to(upstream));
    }
    return Node.start(
        settings.data(data).protocols(rules).build(),
        upstream == null && site.equals("hq") ? Tier.HUB : Tier.GATEWAY,
        Clock.systemUTC());
  }

  private static String mqtt(Node node) {
    return node.addresses().stream().filter(a -> a.startsWith("mqtt:")).findFirst().orElseThrow();
  }
}
