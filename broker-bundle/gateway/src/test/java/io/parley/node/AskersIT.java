package io.parley.node;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.agent.Agent;
import io.parley.agent.AgentOptions;
import io.parley.agent.Ask;
import io.parley.codec.Codec;
import io.parley.config.LinkSettings;
import io.parley.config.Settings;
import io.parley.message.Answer;
import io.parley.message.Codes;
import io.parley.message.Hop;
import io.parley.message.Needs;
import io.parley.message.Question;
import io.parley.message.Status;
import io.parley.message.Tier;
import io.parley.mqtt.BrokerUrl;
import io.parley.mqtt.MqttMessage;
import io.parley.mqtt.MqttSession;
import io.parley.mqtt.SessionOptions;
import io.parley.mqtt.Subscription;
import io.parley.paho.PahoSession;
import io.parley.presence.Directory;
import io.parley.topics.Topics;
import io.parley.uplink.Mosquitto;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What askers may ask for, shown by a whole gateway below a whole hub, which is on mosquitto. */
final class AskersIT {
  private static final Topics TOPICS = new Topics();
  @AutoClose private static final Closing OPEN = new Closing();
  private static final BlockingQueue<MqttMessage> ABOVE = new LinkedBlockingQueue<>();

  @TempDir static Path folder;
  private static String port;
  private static Agent asker;

  @BeforeAll
  static void start() throws Exception {
    Mosquitto broker = OPEN.add(Mosquitto.start());
    node("hub", Tier.HUB, settings("hq").broker(LinkSettings.to(broker.url())));
    expert(broker.url() + "/hq", "sage", 1);
    MqttSession listening = session(broker.url(), "listening");
    listening.subscribe(Subscription.live(TOPICS.askFilter("hq")), ABOVE::add).get(30, SECONDS);
    Node gateway =
        node(
            "gw", Tier.GATEWAY, settings("plant1").upstream(LinkSettings.to(broker.url() + "/hq")));
    String url = gateway.addresses().get(0);
    port = url.substring(url.lastIndexOf(':') + 1);
    expert(url + "/plant1", "guesser", 0.5);
    asker = OPEN.add(Agent.connect(url + "/plant1", AgentOptions.named("asker")));
    awaitLive(session(url, "watching"), "hq/hub");
  }

  @Test
  void whatIsNotSureEnoughGoesUp() throws Exception {
    assertEquals(
        List.of("gw", "guesser"), agents(ask("Sure?", new Needs(0.4, 5, null, false, false))));
    Answer answer = ask("Really sure?", new Needs(0.9, 5, null, false, false));
    assertEquals("sage knows", answer.text());
    assertTrue(agents(answer).containsAll(List.of("gw", "hub", "sage")), answer.toString());
  }

  @Test
  void whatIsLocalNeverLeavesTheNode() throws Exception {
    ABOVE.clear();
    Answer answer = ask("A secret?", new Needs(0.9, 5, null, true, false));
    assertEquals(Status.UNSURE, answer.status());
    assertEquals("sage knows", ask("No secret?", new Needs(0.9, 5, null, false, false)).text());
    // The later one is here, so the earlier one would be too.
    String heard = new String(ABOVE.take().payload(), StandardCharsets.UTF_8);
    assertTrue(heard.contains("No secret?"), heard);
    assertTrue(ABOVE.isEmpty());
  }

  @Test
  void whatHasPassedThisNodeBeforeIsRefusedAsALoop() throws Exception {
    String json =
        Shell.run(
            "mosquitto_rr",
            "-V",
            "5",
            "-p",
            port,
            "-W",
            "30",
            "-t",
            "parley/v1/plant1/ask/pump/7",
            "-e",
            "parley/v1/plant1/answer/looped",
            "-m",
            "{\"text\":\"How fast?\",\"path\":[\"plant1/gw\"]}");
    Answer answer = new Codec().answer(json.getBytes(StandardCharsets.UTF_8), "application/json");
    assertEquals(Status.REFUSED, answer.status());
    assertEquals(Codes.LOOP, answer.reason().code());
  }

  private static Answer ask(String text, Needs needs) throws Exception {
    return asker
        .ask(Ask.of(Question.ofText(text).withNeeds(needs)).about("pump/7"))
        .get(60, SECONDS);
  }

  private static io.parley.config.SettingsBuilder settings(String site) {
    return Settings.builder().site(site).port(0).coapPort(0).httpPort(0).model("none");
  }

  private static Node node(String agent, Tier tier, io.parley.config.SettingsBuilder settings) {
    return OPEN.add(
        Node.start(
            settings.agent(agent).data(folder.resolve(agent)).build(), tier, Clock.systemUTC()));
  }

  private static void expert(String url, String name, double confidence) throws Exception {
    Agent expert = OPEN.add(Agent.connect(url, AgentOptions.named(name)));
    expert
        .answer("pump/+", inquiry -> inquiry.answer(name + " knows", confidence))
        .get(30, SECONDS);
  }

  private static MqttSession session(String url, String name) throws Exception {
    MqttSession session = OPEN.add(PahoSession.of(SessionOptions.of(BrokerUrl.parse(url), name)));
    session.connect().get(30, SECONDS);
    return session;
  }

  private static void awaitLive(MqttSession session, String address) throws Exception {
    CompletableFuture<Void> live = new CompletableFuture<>();
    Directory seen = new Directory(TOPICS);
    seen.onChange(
        changed -> {
          if (changed.address().equals(address) && changed.live()) {
            live.complete(null);
          }
        });
    seen.open(session).get(30, SECONDS);
    live.get(60, SECONDS);
  }

  private static List<String> agents(Answer answer) {
    return answer.hops().stream().map(Hop::agent).toList();
  }
}
