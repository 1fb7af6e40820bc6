package io.parley.uplink;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.agent.Agent;
import io.parley.agent.AgentOptions;
import io.parley.agent.Ask;
import io.parley.config.LinkSettings;
import io.parley.config.Settings;
import io.parley.message.AgentState;
import io.parley.message.Answer;
import io.parley.message.Hop;
import io.parley.message.Status;
import io.parley.message.Tier;
import io.parley.mqtt.BrokerUrl;
import io.parley.mqtt.MqttSession;
import io.parley.mqtt.SessionOptions;
import io.parley.node.Node;
import io.parley.paho.PahoSession;
import io.parley.presence.AgentSeen;
import io.parley.presence.Directory;
import io.parley.topics.Topics;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The journey of a question from sensor to gateway to hub and back, on real external brokers. */
final class JourneyIT {
  private static final Topics TOPICS = new Topics();

  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private int number;
  @TempDir private Path folder = Path.of("unset");

  @AfterEach
  void closeAll() throws Exception {
    while (!open.isEmpty()) {
      open.pop().close();
    }
  }

  @Test
  void anExpertOfTheSiteAnswersThroughTheGateway() throws Exception {
    Mosquitto plant = broker();
    node("plant1", "gw", Tier.GATEWAY, plant.url(), null);
    expert(plant.url() + "/plant1", "pump7", "pump/+");
    Directory seen = directory(plant);
    awaitAgent(seen, "plant1", "pump7", agent -> agent.expertOn("pump/7"));
    awaitAgent(seen, "plant1", "gw", AgentSeen::router);

    Answer answer = ask(plant.url() + "/plant1", "pump/7");

    assertEquals("pump7 knows", answer.text());
    assertEquals("pump7", answer.by().agent());
    assertEquals(List.of("gw", "pump7"), agents(answer));
  }

  @Test
  void threeLevelsDeepTheTopAnswers() throws Exception {
    Mosquitto plant = broker();
    Mosquitto site = broker();
    Mosquitto top = broker();
    node("top", "hub", Tier.HUB, top.url(), null);
    expert(top.url() + "/top", "sage", "#");
    node("site", "mid", Tier.HUB, site.url(), top.url() + "/top");
    node("plant1", "gw", Tier.GATEWAY, plant.url(), site.url());
    Directory seen = directory(plant);
    awaitAgent(seen, "site", "mid", AgentSeen::live);
    awaitAgent(directory(site), "top", "hub", AgentSeen::live);
    awaitAgent(directory(top), "top", "sage", agent -> agent.expertOn("pump/7"));

    Answer answer = ask(plant.url() + "/plant1", "pump/7");

    assertEquals("sage knows", answer.text());
    assertEquals(List.of("gw", "mid", "hub", "sage"), agents(answer));
    awaitAgent(directory(top), "plant1", "gw", AgentSeen::live);
  }

  @Test
  void aloneItSaysSoAndWithWaitItAnswersOnceTheHubIsBack() throws Exception {
    Mosquitto plant = broker();
    Mosquitto top = broker();
    CuttableLine line = CuttableLine.to(top.port());
    open.push(line);
    node("top", "hub", Tier.HUB, top.url(), null);
    expert(top.url() + "/top", "sage", "#");
    awaitAgent(directory(top), "top", "sage", agent -> agent.expertOn(""));
    node("plant1", "gw", Tier.GATEWAY, plant.url(), line.url() + "/top");
    Directory seen = directory(plant);
    awaitAgent(seen, "top", "hub", AgentSeen::live);

    line.cut();
    awaitAgent(seen, "top", "hub", agent -> agent.state() == AgentState.OFFLINE);
    assertEquals(Status.UNSURE, ask(plant.url() + "/plant1", "").status());
    BlockingQueue<Answer> provisional = new LinkedBlockingQueue<>();
    CompletableFuture<Answer> last =
        agent(plant.url() + "/plant1")
            .ask(Ask.of("who knows?").within(Duration.ofMinutes(2)).waiting(provisional::add));
    Answer first = provisional.poll(30, SECONDS);
    assertTrue(first != null && first.provisional(), String.valueOf(first));
    line.mend();

    assertEquals("sage knows", last.get(90, SECONDS).text());
    awaitAgent(seen, "top", "hub", AgentSeen::live);
  }

  @Test
  void twoHubsOnOneBrokerShareTheQuestions() throws Exception {
    Mosquitto top = broker();
    node("top", "hub1", Tier.HUB, top.url(), null);
    node("top", "hub2", Tier.HUB, top.url(), null);
    Agent asker = agent(top.url() + "/top");
    Set<String> who = ConcurrentHashMap.newKeySet();

    for (int i = 0; i < 10; i++) {
      who.add(asker.ask("question " + i).get(60, SECONDS).by().agent());
    }

    assertEquals(Set.of("hub1", "hub2"), who);
  }

  @Test
  void aQuestionThatComesBackIsRefusedAsALoopAndEndsUnsure() throws Exception {
    Mosquitto a = broker();
    Mosquitto b = broker();
    node("a", "na", Tier.GATEWAY, a.url(), b.url() + "/b");
    node("b", "nb", Tier.GATEWAY, b.url(), a.url() + "/a");
    awaitAgent(directory(a), "b", "nb", AgentSeen::live);
    awaitAgent(directory(b), "a", "na", AgentSeen::live);

    Answer answer = ask(a.url() + "/a", "");

    assertEquals(Status.UNSURE, answer.status());
  }

  @Test
  void oneExpertDyingIsNotNoticedAndItsStatusShowsIt() throws Exception {
    Mosquitto plant = broker();
    CuttableLine line = CuttableLine.to(plant.port());
    open.push(line);
    node("plant1", "gw", Tier.GATEWAY, plant.url(), null);
    expert(line.url() + "/plant1", "mortal", "pump/+");
    expert(plant.url() + "/plant1", "steady", "pump/+");
    Directory seen = directory(plant);
    awaitAgent(seen, "plant1", "mortal", agent -> agent.expertOn("pump/7"));
    awaitAgent(seen, "plant1", "steady", agent -> agent.expertOn("pump/7"));
    Agent asker = agent(plant.url() + "/plant1");

    for (int i = 0; i < 6; i++) {
      if (i == 2) {
        line.cut();
      }
      Answer answer = asker.ask(Ask.of("how fast? " + i).about("pump/7")).get(60, SECONDS);
      assertEquals(Status.ANSWERED, answer.status(), i + ": " + answer);
    }

    awaitAgent(seen, "plant1", "mortal", agent -> agent.state() == AgentState.OFFLINE);
  }

  @Test
  void whatIsAskedOfflineIsAnsweredOnceTheBrokerIsThere() throws Exception {
    Mosquitto plant = broker();
    node("plant1", "gw", Tier.GATEWAY, plant.url(), null);
    expert(plant.url() + "/plant1", "pump7", "pump/+");
    awaitAgent(directory(plant), "plant1", "pump7", agent -> agent.expertOn("pump/7"));
    CuttableLine line = CuttableLine.to(plant.port());
    open.push(line);
    line.cut();
    Agent asker = agent(line.url() + "/plant1");

    CompletableFuture<Answer> answer =
        asker.ask(Ask.of("how fast?").about("pump/7").within(Duration.ofMinutes(2)));
    line.mend();

    assertEquals("pump7 knows", answer.get(90, SECONDS).text());
  }

  private Mosquitto broker() {
    Mosquitto broker = Mosquitto.start();
    open.push(broker);
    return broker;
  }

  private void node(
      String site, String agent, Tier tier, String broker, @Nullable String upstream) {
    var settings =
        Settings.builder()
            .site(site)
            .agent(agent)
            .broker(LinkSettings.to(broker))
            .coapPort(0)
            .httpPort(0)
            .data(folder.resolve(site + "-" + agent));
    if (upstream != null) {
      settings = settings.upstream(LinkSettings.to(upstream));
    }
    open.push(Node.start(settings.build(), tier, Clock.systemUTC()));
  }

  private void expert(String url, String name, String filter) throws Exception {
    Agent expert =
        Agent.connect(url, AgentOptions.named(name).withKeepAlive(Duration.ofSeconds(2)));
    open.push(expert);
    expert.answer(filter, inquiry -> inquiry.answer(name + " knows")).get(30, SECONDS);
  }

  private Agent agent(String url) {
    Agent agent = Agent.connect(url, AgentOptions.named("asker" + number++));
    open.push(agent);
    return agent;
  }

  private Answer ask(String url, String subject) throws Exception {
    return agent(url)
        .ask(Ask.of("how fast?").about(subject).within(Duration.ofSeconds(60)))
        .get(90, SECONDS);
  }

  private Directory directory(Mosquitto broker) throws Exception {
    MqttSession session =
        PahoSession.of(SessionOptions.of(BrokerUrl.parse(broker.url()), "watcher" + number++));
    open.push(session);
    session.connect().get(30, SECONDS);
    Directory directory = new Directory(TOPICS);
    directory.open(session).get(30, SECONDS);
    return directory;
  }

  private static void awaitAgent(
      Directory directory, String site, String agent, Predicate<AgentSeen> wanted)
      throws Exception {
    CompletableFuture<AgentSeen> seen = new CompletableFuture<>();
    directory.onChange(
        changed -> {
          if (changed.address().equals(site + "/" + agent) && wanted.test(changed)) {
            seen.complete(changed);
          }
        });
    directory.find(site, agent).filter(wanted).ifPresent(seen::complete);
    seen.get(60, SECONDS);
  }

  private static List<String> agents(Answer answer) {
    return answer.hops().stream().map(Hop::agent).toList();
  }
}
