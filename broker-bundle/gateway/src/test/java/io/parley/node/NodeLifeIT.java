package io.parley.node;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.agent.Agent;
import io.parley.agent.AgentOptions;
import io.parley.agent.Ask;
import io.parley.codec.Codec;
import io.parley.message.AgentState;
import io.parley.message.AgentStatus;
import io.parley.message.Answer;
import io.parley.message.Status;
import io.parley.mqtt.BrokerUrl;
import io.parley.mqtt.MqttFailure;
import io.parley.mqtt.MqttMessage;
import io.parley.mqtt.MqttSession;
import io.parley.mqtt.SessionOptions;
import io.parley.paho.PahoSession;
import io.parley.presence.AgentSeen;
import io.parley.presence.Directory;
import io.parley.topics.Topics;
import io.parley.uplink.Mosquitto;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How nodes end, and how others see it; each node is a process of its own. */
final class NodeLifeIT {
  private static final Topics TOPICS = new Topics();
  // A node's links keep alive every 20 s.
  private static final int SEEN_DEAD_SECONDS = 30;

  @AutoClose private final Closing open = new Closing();
  private final CountDownLatch released = new CountDownLatch(1);
  @TempDir Path folder;
  private int started;

  @Test
  void sigtermEndsGatewayAndHubWithNothingLeftBehindWhileTheyAnswer() throws Exception {
    NodeProcess hub = node("hub", "hq", "--model", "none");
    NodeProcess gateway = node("gateway", "plant1", "--upstream", hub.address("mqtt") + "/hq");
    ProcessHandle worker = gateway.worker().orElseThrow();
    CountDownLatch asked = new CountDownLatch(1);
    expert(gateway.address("mqtt") + "/plant1", asked);
    Agent asker = agent(gateway.address("mqtt") + "/plant1", "asker");
    List<CompletableFuture<Answer>> answers = new ArrayList<>();
    answers.add(asker.ask(Ask.of("How hot is it?").about("kiln/1")));
    assertTrue(asked.await(60, SECONDS));
    for (int i = 0; i < 8; i++) {
      answers.add(asker.ask("How warm is boiler " + i + "?"));
    }

    assertEnded(gateway);
    worker.onExit().get(20, SECONDS);
    assertFalse(worker.isAlive());
    assertEnded(hub);

    assertEquals(Status.REFUSED, answers.get(0).get(60, SECONDS).status());
    for (CompletableFuture<Answer> answer : answers) {
      assertTrue(answer.handle(NodeLifeIT::toldSomething).get(60, SECONDS));
    }
  }

  /** A final answer, or the broker's own no to a question that came after the node had shut. */
  private static boolean toldSomething(@Nullable Answer answer, @Nullable Throwable error) {
    return answer != null
        || (error instanceof MqttFailure refused && refused.reasonCode() != MqttFailure.NO_CODE);
  }

  private static void assertEnded(NodeProcess node) throws Exception {
    int code = node.stop();
    assertTrue(code == 0 || code == 143, "exit code " + code);
    for (String address : node.addresses()) {
      URI uri = URI.create(address);
      if (!uri.getScheme().startsWith("coap")) {
        try (ServerSocket free = new ServerSocket()) {
          free.setReuseAddress(true);
          free.bind(new InetSocketAddress(uri.getHost(), uri.getPort()));
        }
      }
    }
  }

  @Test
  void aKilledGatewayIsShownOfflineAndAStaleWillDoesNotBuryItsNextLife() throws Exception {
    Mosquitto broker = open.add(Mosquitto.start());
    SessionOptions watch = SessionOptions.of(BrokerUrl.parse(broker.url()), "watch");
    MqttSession session = open.add(PahoSession.of(watch));
    session.connect().get(30, SECONDS);
    Directory seen = new Directory(TOPICS);
    seen.open(session).get(30, SECONDS);
    NodeProcess first = node("gateway", "plant1", "--broker", broker.url(), "--model", "none");
    CompletableFuture<AgentSeen> online = seen(seen, AgentSeen::live);
    long epoch = epoch(online.get(30, SECONDS));

    CompletableFuture<AgentSeen> offline = seen(seen, one -> one.state() == AgentState.OFFLINE);
    first.kill();
    AgentSeen dead = offline.get(SEEN_DEAD_SECONDS, SECONDS);
    assertEquals(epoch, epoch(dead));

    CompletableFuture<AgentSeen> again = seen(seen, AgentSeen::live);
    node("gateway", "plant1", "--broker", broker.url(), "--model", "none");
    AgentSeen alive = again.get(60, SECONDS);
    assertTrue(epoch(alive) > epoch, alive + " must come after epoch " + epoch);

    CompletableFuture<AgentSeen> buried = seen(seen, one -> one.state() == AgentState.OFFLINE);
    CompletableFuture<AgentSeen> risen = buried.thenCompose(gone -> seen(seen, AgentSeen::live));
    AgentStatus will = java.util.Objects.requireNonNull(alive.status());
    session
        .publish(
            MqttMessage.retained(
                TOPICS.status("plant1", "node"),
                Codec.encode(new AgentStatus(AgentState.OFFLINE, will.epoch(), will.at(), null)),
                "application/json"))
        .get(30, SECONDS);
    assertTrue(risen.get(60, SECONDS).live());
  }

  private static long epoch(AgentSeen seen) {
    AgentStatus status = seen.status();
    return status == null ? -1 : status.epoch();
  }

  private static CompletableFuture<AgentSeen> seen(
      Directory directory, Predicate<AgentSeen> wanted) {
    CompletableFuture<AgentSeen> seen = new CompletableFuture<>();
    directory.onChange(
        changed -> {
          if (changed.address().equals("plant1/node") && wanted.test(changed)) {
            seen.complete(changed);
          }
        });
    directory.find("plant1", "node").filter(wanted).ifPresent(seen::complete);
    return seen;
  }

  private NodeProcess node(String kind, String site, String... more) {
    List<String> arguments = new ArrayList<>(List.of(kind, "--site", site, "--agent", "node"));
    arguments.addAll(List.of("--port", "0", "--coap-port", "-1", "--http-port", "0"));
    arguments.addAll(List.of("--data", folder.resolve(site).toString()));
    arguments.addAll(List.of(more));
    NodeProcess node = NodeProcess.start(site + "-" + ++started, folder, arguments);
    open.then(node::kill);
    return node;
  }

  private void expert(String url, CountDownLatch asked) throws Exception {
    Agent expert = agent(url, "kiln1");
    open.then(released::countDown);
    expert
        .answer(
            "kiln/1",
            inquiry -> {
              asked.countDown();
              assertTrue(released.await(120, SECONDS));
              return inquiry.answer("too late");
            })
        .get(30, SECONDS);
  }

  private Agent agent(String url, String name) {
    return open.add(Agent.connect(url, AgentOptions.named(name)));
  }
}
