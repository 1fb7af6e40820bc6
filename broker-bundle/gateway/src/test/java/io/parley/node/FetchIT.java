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
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agent that knows a protocol by its id only fetches it; two real nodes on one broker. */
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
    try (Node hub = node("hub", Tier.HUB, operator, settings("hq"))) {
      String url = address(hub, "mqtt");
      announce(url, "hq", operator);
      SettingsBuilder below =
          settings("plant1").broker(LinkSettings.to(url)).upstream(LinkSettings.to(url + "/hq"));
      try (Node gateway = node("gateway", Tier.GATEWAY, operator, below);
          Agent agent = agent(url)) {
        assertEquals("gateway", gateway.identity().agent());
        ProtocolDocument fetched = agent.fetch(cid, LONG).get(90, TimeUnit.SECONDS);
        assertArrayEquals(DOCUMENT, fetched.bytes());

        SpeakingAgent speaking = SpeakingAgent.of(agent).get(60, TimeUnit.SECONDS);
        Answer answer = spoken(speaking, cid);
        for (int i = 0; i < 1_000 && !Boolean.TRUE.equals(answer.ack()); i++) {
          answer = spoken(speaking, cid); // the routine is still examined
        }
        assertEquals("{n=42}", String.valueOf(answer.data()));
        assertEquals(cid.text(), answer.by().protocol());
      }
    }
  }

  private static Answer spoken(SpeakingAgent speaking, Cid cid) throws Exception {
    assertEquals(cid, speaking.learn(cid, LONG).get(90, TimeUnit.SECONDS).cid());
    return speaking.ask(Ask.of("Twice 21?")).get(60, TimeUnit.SECONDS);
  }

  @Test
  void otherBytesAreNotTakenForADocument() throws Exception {
    Identity operator = Identity.at(folder.resolve("operator.key"));
    Cid cid = Cid.of(DOCUMENT);
    try (Node gateway = node("gateway", Tier.GATEWAY, operator, settings("plant1"));
        MqttSession forger = session(address(gateway, "mqtt"), "forger");
        Agent agent = agent(address(gateway, "mqtt"))) {
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

      announce(address(gateway, "mqtt"), "plant1", operator);
      assertEquals(cid, agent.fetch(cid, LONG).get(90, TimeUnit.SECONDS).cid());
      try (Agent small = agent(address(gateway, "coap"))) {
        assertEquals(cid, small.fetch(cid, LONG).get(90, TimeUnit.SECONDS).cid());
      }
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

  private static Agent agent(String url) {
    return Agent.connect(url + "/plant1", AgentOptions.named("asker-" + url.substring(0, 4)));
  }

  private Node node(String name, Tier tier, Identity trusted, SettingsBuilder settings)
      throws Exception {
    ProtocolRules rules =
        new ProtocolRules(
            Signers.of(List.of(trusted.key().id())),
            Set.of(),
            ProtocolRules.USUAL.effects(),
            new Passing(true, Passing.Down.ASKED));
    Path data = Files.createDirectories(folder.resolve(name));
    return Node.start(
        settings.agent(name).data(data).protocols(rules).build(), tier, Clock.systemUTC());
  }

  private static SettingsBuilder settings(String site) {
    return Settings.builder().site(site).port(0).coapPort(0).httpPort(0).model("none");
  }

  private static String address(Node node, String scheme) {
    return node.addresses().stream()
        .filter(a -> a.startsWith(scheme + ":"))
        .findFirst()
        .orElseThrow();
  }
}
