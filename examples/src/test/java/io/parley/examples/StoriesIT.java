package io.parley.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.agent.Agent;
import io.parley.agent.AgentOptions;
import io.parley.config.LinkSettings;
import io.parley.config.Settings;
import io.parley.message.Answer;
import io.parley.message.Tier;
import io.parley.mqtt.BrokerUrl;
import io.parley.mqtt.MqttMessage;
import io.parley.mqtt.MqttSession;
import io.parley.mqtt.SessionOptions;
import io.parley.node.Node;
import io.parley.paho.PahoSession;
import io.parley.presence.AgentSeen;
import io.parley.presence.Directory;
import io.parley.topics.Topics;
import java.io.File;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.CodeSource;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stories, each told against a gateway with its own broker. */
final class StoriesIT {
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  @TempDir Path data;
  private int port;

  @BeforeEach
  void findAPort() throws Exception {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
  }

  @AfterEach
  void closeAll() throws Exception {
    while (!open.isEmpty()) {
      open.pop().close();
    }
  }

  @Test
  void askOneQuestionAndBeAnExpert() throws Exception {
    gateway("plant1", "gw", Tier.GATEWAY);
    open.push(BeAnExpert.start(url("plant1"), "pump7"));
    await("plant1", "pump7", agent -> agent.expertOn("pump/7"));

    assertEquals(
        "Pump 7 runs at 40 Hz. (pump7)",
        AskOneQuestion.ask(url("plant1"), "pump/7", "How fast is pump 7?"));
    assertTrue(
        AskOneQuestion.ask(url("plant1"), "well/1", "How deep is the well?")
            .startsWith("no answer: "));
  }

  @Test
  void readAnExistingStack() throws Exception {
    gateway("plant1", "gw", Tier.GATEWAY);
    publish(
        "zigbee2mqtt/kitchen_sensor", "{\"temperature\":21.5,\"humidity\":40,\"linkquality\":90}");
    publish("zigbee2mqtt/cellar_sensor", "{\"temperature\":12.5,\"humidity\":70}");
    open.push(ReadAnExistingStack.start(url("plant1")));
    await("plant1", "zigbee", agent -> agent.expertOn("home/any"));

    String answer =
        AskOneQuestion.ask(url("plant1"), "home/cellar", "How warm is it in the cellar?");

    assertTrue(answer.contains("12.5"), answer);
  }

  @Test
  void askWhileOffline() throws Exception {
    AskWhileOffline vehicle = AskWhileOffline.start(url("plant1"));
    open.push(vehicle);
    CompletableFuture<Answer> answer = vehicle.ask("How fast is pump 7?");

    gateway("plant1", "gw", Tier.GATEWAY);
    open.push(BeAnExpert.start(url("plant1"), "pump7"));

    // it was asked before there was an expert; what matters is that it came through by itself
    assertEquals("gw", answer.get(90, SECONDS).hops().get(0).agent());
  }

  @Test
  void escalate() throws Exception {
    gateway("hq", "hub", Tier.HUB);
    Agent sage = Agent.connect(url("hq"), AgentOptions.named("sage"));
    open.push(sage);
    sage.answer("#", inquiry -> inquiry.answer("Wipe it dry, never wash it.")).get(30, SECONDS);
    await("hq", "sage", agent -> agent.expertOn(""));
    open.push(
        Node.start(
            Settings.builder()
                .site("plant1")
                .agent("gw")
                .broker(LinkSettings.to(url("")))
                .upstream(LinkSettings.to(url("hq")))
                .coapPort(0)
                .httpPort(0)
                .model("none")
                .data(data.resolve("gw"))
                .build(),
            Tier.GATEWAY,
            Clock.systemUTC()));

    String answer = Escalate.ask(url("plant1"), "How is the stone ornament cleaned?");

    assertEquals("Wipe it dry, never wash it. by way of gw > hub > sage", answer);
  }

  @Test
  void anExpertAndAnAskerNeedNothingButAnMqttClientAndTheCodecs() throws Exception {
    gateway("plant1", "gw", Tier.GATEWAY);
    Process expert = lean(BeAnExpert.class, url("plant1"));
    open.push(expert::destroyForcibly);
    await("plant1", "pump7", agent -> agent.expertOn("pump/7"));

    Process asker = lean(AskOneQuestion.class, url("plant1"), "pump/7", "How fast is pump 7?");
    open.push(asker::destroyForcibly);

    String said = new String(asker.getInputStream().readAllBytes(), UTF_8);
    assertTrue(said.contains("Pump 7 runs at 40 Hz. (pump7)"), said);
  }

  /** A JVM whose class path holds no native, no index, no schema validator and no CoAP. */
  private static Process lean(Class<?> story, String... arguments) throws Exception {
    List<String> paths = new ArrayList<>();
    for (String name :
        List.of(
            story.getName(),
            "io.parley.agent.Agent",
            "io.parley.mqtt.MqttSession",
            "io.parley.topics.Topics",
            "org.eclipse.paho.mqttv5.client.MqttAsyncClient",
            "com.fasterxml.jackson.core.JsonFactory",
            "org.msgpack.core.MessagePack",
            "org.slf4j.Logger")) {
      CodeSource source = Class.forName(name).getProtectionDomain().getCodeSource();
      paths.add(Path.of(source.getLocation().toURI()).toString());
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx64m", "-cp", String.join(File.pathSeparator, paths)));
    command.add(story.getName());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private void gateway(String site, String agent, Tier tier) {
    open.push(
        Node.start(
            Settings.builder()
                .site(site)
                .agent(agent)
                .port(port)
                .coapPort(0)
                .httpPort(0)
                .model("none")
                .data(data.resolve(agent))
                .build(),
            tier,
            Clock.systemUTC()));
  }

  private String url(String site) {
    return "mqtt://127.0.0.1:" + port + (site.isEmpty() ? "" : "/" + site);
  }

  private MqttSession session(String name) throws Exception {
    MqttSession session = PahoSession.of(SessionOptions.of(BrokerUrl.parse(url("")), name));
    open.push(session);
    session.connect().get(30, SECONDS);
    return session;
  }

  private void publish(String topic, String payload) throws Exception {
    try (MqttSession device = session("device")) {
      device
          .publish(MqttMessage.retained(topic, payload.getBytes(UTF_8), "application/json"))
          .get(30, SECONDS);
    }
  }

  private void await(String site, String agent, Predicate<AgentSeen> wanted) throws Exception {
    Directory directory = new Directory(new Topics());
    CompletableFuture<AgentSeen> seen = new CompletableFuture<>();
    directory.onChange(
        changed -> {
          if (changed.address().equals(site + "/" + agent) && wanted.test(changed)) {
            seen.complete(changed);
          }
        });
    directory.open(session("watcher")).get(30, SECONDS);
    seen.get(60, SECONDS);
  }
}
