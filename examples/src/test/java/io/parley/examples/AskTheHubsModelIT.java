package io.parley.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.config.IngestRule;
import io.parley.config.LinkSettings;
import io.parley.config.Settings;
import io.parley.config.SettingsBuilder;
import io.parley.config.SettingsFile;
import io.parley.message.Answer;
import io.parley.message.Hop;
import io.parley.message.Route;
import io.parley.message.Status;
import io.parley.message.Tier;
import io.parley.mqtt.BrokerUrl;
import io.parley.mqtt.MqttMessage;
import io.parley.mqtt.MqttSession;
import io.parley.mqtt.SessionOptions;
import io.parley.node.Node;
import io.parley.paho.PahoSession;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The hub's settings are those of the example but for the ports; its server comes up after it. The
 * gateway is one on the hub's broker, because a JVM holds only one.
 */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class AskTheHubsModelIT {
  @TempDir Path folder;

  @Test
  void aServersModelReadsTheFactsThatAGatewaySendsUp() throws Exception {
    int port = freePort();
    try (Node hub = Node.start(hub(port), Tier.HUB, Clock.systemUTC());
        WatchService calibrated = watch(folder.resolve("h").resolve("model"));
        ReadingServer server = new ReadingServer(port);
        Node gateway = Node.start(gateway(mqtt(hub)), Tier.GATEWAY, Clock.systemUTC());
        MqttSession device =
            PahoSession.of(SessionOptions.of(BrokerUrl.parse(mqtt(hub)), "device"))) {
      assertEquals("plant1", gateway.identity().site());
      device.connect().get(30, TimeUnit.SECONDS);
      publish(device, "greenhouse/temperature", "23.6");
      publish(device, "cellar/temperature", "12.5");
      await(calibrated, "calibrations.json");
      int before = server.asked();

      Answer answer =
          AskTheHubsModel.ask(
              mqtt(hub) + "/plant1", "What figure does the greenhouse temperature stand at?");

      String told = AskTheHubsModel.told(answer);
      assertTrue(String.valueOf(answer.text()).contains("23.6"), answer.toString());
      // No words of a query: what a model reads in them is a guess, however sure it is.
      assertEquals(Status.UNSURE, answer.status(), told);
      assertEquals(Route.MODEL, answer.route(), told);
      assertEquals("qwen2.5-7b-instruct", answer.by().model());
      assertEquals(List.of("gw", "hub"), answer.hops().stream().map(Hop::agent).toList());
      assertTrue(answer.confidence() != null && answer.confidence() > 0.5, told);
      assertNull(answer.cost() == null ? null : answer.cost().joules());
      assertEquals(before + 1, server.asked(), told);
    }
  }

  private Settings hub(int serverPort) throws Exception {
    String example = Files.readString(Path.of("hub-with-server.yaml"));
    assertTrue(example.contains("127.0.0.1:8080"), example);
    Path file = folder.resolve("hub.yaml");
    Files.writeString(file, example.replace("127.0.0.1:8080", "127.0.0.1:" + serverPort));
    return onFreePorts(SettingsFile.read(file)).agent("hub").data(folder.resolve("h")).build();
  }

  private Settings gateway(String hub) {
    return onFreePorts(Settings.builder())
        .site("plant1")
        .agent("gw")
        .broker(LinkSettings.to(hub))
        .upstream(LinkSettings.to(hub + "/hq"))
        .ingest(List.of(IngestRule.of("+/temperature")))
        .model("none")
        .data(folder.resolve("g"))
        .build();
  }

  private static SettingsBuilder onFreePorts(SettingsBuilder settings) {
    return settings.port(0).coapPort(0).httpPort(0);
  }

  private static String mqtt(Node node) {
    return node.addresses().stream().filter(a -> a.startsWith("mqtt:")).findFirst().orElseThrow();
  }

  private static void publish(MqttSession device, String topic, String value) throws Exception {
    device
        .publish(MqttMessage.retained(topic, value.getBytes(UTF_8), "text/plain"))
        .get(30, TimeUnit.SECONDS);
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  private static WatchService watch(Path folder) throws IOException {
    WatchService watch = folder.getFileSystem().newWatchService();
    folder.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
    return watch;
  }

  /** Once the hub knows what its server's probabilities are worth, it writes it down. */
  private static void await(WatchService watch, String file) throws Exception {
    for (WatchKey key = watch.poll(120, TimeUnit.SECONDS);
        key != null;
        key = watch.poll(120, TimeUnit.SECONDS)) {
      if (key.pollEvents().stream().anyMatch(event -> file.equals("" + event.context()))) {
        return;
      }
      key.reset();
    }
    throw new AssertionError(file + " was not written");
  }
}
