package io.parley.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.parley.agent.Agent;
import io.parley.agent.AgentOptions;
import io.parley.agent.Ask;
import io.parley.config.LinkSettings;
import io.parley.config.ProtocolRules;
import io.parley.config.Settings;
import io.parley.config.SettingsBuilder;
import io.parley.ladder.Announcer;
import io.parley.message.Answer;
import io.parley.message.Nak;
import io.parley.message.Question;
import io.parley.message.Tier;
import io.parley.mqtt.BrokerUrl;
import io.parley.mqtt.MqttSession;
import io.parley.mqtt.SessionOptions;
import io.parley.paho.PahoSession;
import io.parley.protocol.Cid;
import io.parley.topics.Topics;
import io.parley.trust.Identity;
import io.parley.trust.Signers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A protocol that an operator announces at the hub; two real nodes on one broker. */
final class ProtocolsIT {
  static final String DOCUMENT =
      """
      ---
      parley: protocol/1
      name: twice
      version: 1
      effects: read-only
      ---
      # Twice a number

      ## Request
      ```json
      {"type": "object", "properties": {"n": {"type": "number"}}, "required": ["n"]}
      ```

      ## Reply
      ```json
      {"type": "object", "properties": {"n": {"type": "number"}}, "required": ["n"]}
      ```

      ## Vectors
      ```json
      [{"body": {"n": 2}, "reply": {"n": 4}}]
      ```
      """;

  @TempDir Path folder;

  @Test
  void comesDownToTheGatewayAndIsTakenBackThere() throws Exception {
    Identity operator = Identity.at(folder.resolve("operator.key"));
    try (Node hub = node("hub", Tier.HUB, operator, settings("hq"))) {
      String hubUrl = mqtt(hub);
      SettingsBuilder below =
          settings("plant1")
              .broker(LinkSettings.to(hubUrl))
              .upstream(LinkSettings.to(hubUrl + "/hq"));
      try (Node gateway = node("gateway", Tier.GATEWAY, operator, below);
          MqttSession session =
              PahoSession.of(SessionOptions.of(BrokerUrl.parse(hubUrl), "operator"));
          Agent asker = Agent.connect(hubUrl + "/plant1", AgentOptions.named("asker"))) {
        session.connect().get(30, TimeUnit.SECONDS);
        Announcer announcer =
            new Announcer(session, new Topics(), "hq", operator, Clock.systemUTC());
        Cid cid =
            announcer
                .announce(DOCUMENT.getBytes(UTF_8), "{\"n\": body.n * 2}")
                .get(30, TimeUnit.SECONDS);
        Answer there = ask(asker, cid, answer -> answer.data() != null);
        assertEquals(gateway.identity().agent(), there.by().agent());
        assertEquals(42, field(there, "n"));
        announcer.revoke(cid).get(30, TimeUnit.SECONDS);
        assertEquals(
            Nak.UNKNOWN_PROTOCOL,
            ask(asker, cid, answer -> answer.nak() == Nak.UNKNOWN_PROTOCOL).nak());
      }
    }
  }

  /** Asks until the answer is the one that is waited for. */
  private static Answer ask(Agent asker, Cid cid, Predicate<Answer> wanted) {
    Ask question = Ask.of(Question.ofProtocol(cid.text(), Map.of("n", 21))).locally();
    Answer answer = asker.ask(question).join();
    for (int i = 0; i < 5_000 && !wanted.test(answer); i++) {
      answer = asker.ask(question).join();
    }
    return answer;
  }

  private static int field(Answer answer, String name) {
    return answer.data() instanceof Map<?, ?> map && map.get(name) instanceof Number number
        ? number.intValue()
        : -1;
  }

  private Node node(String name, Tier tier, Identity trusted, SettingsBuilder settings)
      throws Exception {
    Path data = Files.createDirectories(folder.resolve(name));
    ProtocolRules rules = ProtocolRules.USUAL.withSigners(Signers.of(List.of(trusted.key().id())));
    return Node.start(settings.data(data).protocols(rules).build(), tier, Clock.systemUTC());
  }

  private static SettingsBuilder settings(String site) {
    return Settings.builder().site(site).port(0).coapPort(0).httpPort(0).model("none");
  }

  private static String mqtt(Node node) {
    return node.addresses().stream().filter(a -> a.startsWith("mqtt:")).findFirst().orElseThrow();
  }
}
