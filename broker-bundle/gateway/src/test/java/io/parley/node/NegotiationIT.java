package io.parley.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.parley.agent.Agent;
import io.parley.agent.AgentOptions;
import io.parley.agent.Ask;
import io.parley.config.ProtocolRules;
import io.parley.config.Settings;
import io.parley.ladder.Announcer;
import io.parley.ladder.SpeakingAgent;
import io.parley.message.Answer;
import io.parley.message.Route;
import io.parley.message.Tier;
import io.parley.mqtt.BrokerUrl;
import io.parley.mqtt.MqttMessage;
import io.parley.mqtt.MqttSession;
import io.parley.mqtt.SessionOptions;
import io.parley.mqtt.Subscription;
import io.parley.paho.PahoSession;
import io.parley.presence.Cards;
import io.parley.protocol.Cid;
import io.parley.protocol.ProtocolDocument;
import io.parley.topics.Topics;
import io.parley.trust.Identity;
import io.parley.trust.Signers;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway agrees a protocol with an asker that has a card: what is asked twice in words. */
final class NegotiationIT {
  private static final Topics TOPICS = new Topics();
  private static final Ask WARM = Ask.of("How warm is boiler 3?");

  @TempDir Path folder;
  private Identity operator;
  private Node gateway;
  private String url;
  private MqttSession session;
  private final BlockingQueue<Cid> announced = new LinkedBlockingQueue<>();

  @BeforeEach
  void start() throws Exception {
    operator = Identity.at(folder.resolve("operator.key"));
    Settings settings =
        Settings.builder()
            .port(0)
            .coapPort(0)
            .httpPort(0)
            .model("none")
            .addIngest("plant/#")
            .data(folder.resolve("data"))
            .protocols(ProtocolRules.USUAL.withSigners(Signers.of(List.of(operator.key().id()))))
            .build();
    gateway = Node.start(settings, Tier.GATEWAY, Clock.systemUTC());
    url = gateway.addresses().get(0);
    session = PahoSession.of(SessionOptions.of(BrokerUrl.parse(url), "watch"));
    session.connect().get(30, TimeUnit.SECONDS);
    session
        .publish(MqttMessage.of("plant/boiler/3/temperature", "81.5".getBytes(UTF_8)))
        .get(30, TimeUnit.SECONDS);
    session
        .subscribe(
            Subscription.to(TOPICS.root() + "/plant1/protocol/+"),
            message ->
                announced.add(
                    new Cid(message.topic().substring(message.topic().lastIndexOf('/') + 1))))
        .get(30, TimeUnit.SECONDS);
  }

  @AfterEach
  void stop() {
    session.close();
    gateway.close();
  }

  @Test
  void agreesCountersSpeaksAndFallsBackToWords() throws Exception {
    try (Agent agent = Agent.connect(url + "/plant1", AgentOptions.named("dashboard"))) {
      SpeakingAgent speaking = SpeakingAgent.of(agent, NegotiationIT::mine).join();
      speaking.ask(WARM).join();
      speaking.ask(WARM).join();
      Cid cid = within2Seconds();
      ProtocolDocument agreed = speaking.protocols().get(0);
      assertEquals(cid, agreed.cid());
      assertEquals("dashboard", agreed.author());

      Answer spoken = speaking.ask(WARM).join();
      assertEquals(true, spoken.ack());
      assertEquals(Route.ROUTINE, spoken.route());

      new Announcer(session, TOPICS, "plant1", operator, Clock.systemUTC())
          .revoke(cid)
          .get(30, TimeUnit.SECONDS);
      Answer inWords = speaking.ask(WARM).join();
      for (int i = 0; i < 5_000 && inWords.by().protocol() != null; i++) {
        inWords = speaking.ask(WARM).join();
      }
      assertEquals(Route.QUERY, inWords.route());
      assertEquals("boiler 3 temperature: 81.5 °C", inWords.text());
      assertEquals(
          List.of(), speaking.protocols().stream().filter(p -> p.cid().equals(cid)).toList());
    }
  }

  @Test
  void adoptsAloneInTimeWhereAnAskerWithACardKeepsSilent() throws Exception {
    try (Agent agent = Agent.connect(url + "/plant1", AgentOptions.named("dashboard"))) {
      agent.announce(Cards.expert(List.of())).join();
      agent.ask(WARM).join();
      agent.ask(WARM).join();
      within2Seconds();
    }
  }

  /** From the second answer to the retained document. */
  private Cid within2Seconds() throws Exception {
    Cid cid = announced.poll(2, TimeUnit.SECONDS);
    assertNotNull(cid);
    return cid;
  }

  private static ProtocolDocument mine(ProtocolDocument offered) {
    return offered.author().equals("dashboard")
        ? offered
        : ProtocolDocument.read(
            offered
                .source()
                .replace("author: \"" + offered.author() + "\"", "author: \"dashboard\"")
                .getBytes(UTF_8));
  }
}
