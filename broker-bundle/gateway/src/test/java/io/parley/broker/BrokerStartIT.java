package io.parley.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient.Mqtt5Publishes;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAckReasonCode;
import io.parley.access.AccessRules;
import io.parley.access.AccessRules.Loopback;
import io.parley.access.Rights;
import io.parley.access.Users;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BrokerStartIT {
  @TempDir private Path folder;

  @Test
  void aPortInUseIsSaidWithWhoHasItAndHowToAsk() throws Exception {
    try (ServerSocket holder = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      BrokerSettings settings = BrokerSettings.onLoopback(holder.getLocalPort());
      BrokerException refused = assertThrows(BrokerException.class, () -> start(settings));
      String who = "in use by process %d (java)".formatted(ProcessHandle.current().pid());
      assertTrue(refused.getMessage().contains(who), refused.getMessage());
      assertTrue(refused.getMessage().contains("ss -ltnp 'sport = :"), refused.getMessage());
    }
    start(BrokerSettings.onLoopback(0)).close();
  }

  @Test
  void anAddressThatIsNotOursIsSaidToBeSo() {
    BrokerSettings settings =
        new BrokerSettings(
            List.of(new BrokerListener("192.0.2.1", 0, null)), null, BrokerLimits.USUAL);
    BrokerException refused = assertThrows(BrokerException.class, () -> start(settings));
    assertTrue(refused.getMessage().contains("192.0.2.1:0"), refused.getMessage());
  }

  @Test
  void everyListenerMustBeThereOrNoneIs() throws Exception {
    try (ServerSocket holder = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      BrokerSettings settings =
          new BrokerSettings(
              List.of(BrokerListener.loopback(0), BrokerListener.loopback(holder.getLocalPort())),
              null,
              BrokerLimits.USUAL);
      assertThrows(BrokerException.class, () -> start(settings));
    }
  }

  @Test
  void whatIsRetainedOutlivesARestartAndCostsLittleDisk() throws Exception {
    Path data = folder.resolve("data");
    BrokerSettings settings =
        new BrokerSettings(List.of(BrokerListener.loopback(0)), data, BrokerLimits.USUAL);
    try (EmbeddedBroker broker = start(settings)) {
      broker.open();
      Mqtt5BlockingClient client = client(broker);
      client.connect();
      client
          .publishWith()
          .topic("parley/v1/plant1/card/kiln")
          .payload("card".getBytes(StandardCharsets.UTF_8))
          .retain(true)
          .qos(MqttQos.AT_LEAST_ONCE)
          .send();
      client.disconnect();
    }
    try (EmbeddedBroker broker = start(settings)) {
      broker.open();
      Mqtt5BlockingClient client = client(broker);
      client.connect();
      try (Mqtt5Publishes heard = client.publishes(MqttGlobalPublishFilter.ALL)) {
        client.subscribeWith().topicFilter("parley/v1/+/card/+").send();
        assertTrue(heard.receive(20, TimeUnit.SECONDS).isPresent());
      }
      client.disconnect();
    }
    assertFalse(Files.exists(folder.resolve("data-starts")));
    try (Stream<Path> tree = Files.walk(data)) {
      long bytes =
          tree.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
      assertTrue(bytes < 20 << 20, bytes + " bytes: is RocksDB back?");
    }
  }

  @Test
  void whereLoopbackMustSayWhoItIsNobodyComesInWithoutIt() {
    try (EmbeddedBroker broker = start(BrokerSettings.onLoopback(0), Loopback.AUTHENTICATED)) {
      broker.open();
      Mqtt5ConnAckException refused =
          assertThrows(Mqtt5ConnAckException.class, () -> client(broker).connect());
      assertEquals(Mqtt5ConnAckReasonCode.NOT_AUTHORIZED, refused.getMqttMessage().getReasonCode());
      broker.shut();
    }
  }

  @Test
  void itListensOnLoopbackOnlyAndTheFoldersAreGoneAfterwards() throws Exception {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    int port;
    try (EmbeddedBroker broker = start(BrokerSettings.onLoopback(0))) {
      port = broker.listeners().get(0).port();
      assertFalse(
          Files.readString(Path.of("/proc/net/tcp")).contains("00000000:%04X 0".formatted(port)));
      assertEquals(1, folders(temporary).size());
      assertFalse(Files.exists(folders(temporary).get(0).resolve("conf").resolve("config.xml")));
    }
    assertTrue(folders(temporary).isEmpty(), folders(temporary).toString());
    assertThrows(
        java.net.ConnectException.class,
        () -> new Socket(InetAddress.getLoopbackAddress(), port).close());
  }

  private static List<Path> folders(Path temporary) throws Exception {
    try (Stream<Path> all = Files.list(temporary)) {
      return all.filter(path -> path.getFileName().toString().startsWith("parley-broker-"))
          .filter(path -> Files.exists(path.resolve("conf")))
          .toList();
    }
  }

  private static EmbeddedBroker start(BrokerSettings settings) {
    return start(settings, Loopback.OPERATOR);
  }

  private static EmbeddedBroker start(BrokerSettings settings, Loopback loopback) {
    return EmbeddedBroker.start(settings, access(loopback), BrokerEvents.NONE);
  }

  private static AccessRules access(Loopback loopback) {
    return new AccessRules(Users.NONE, loopback, new Rights("parley/v1", "plant1"));
  }

  private static Mqtt5BlockingClient client(EmbeddedBroker broker) {
    return MqttClient.builder()
        .identifier("client")
        .serverHost("127.0.0.1")
        .serverPort(broker.listeners().get(0).port())
        .useMqttVersion5()
        .buildBlocking();
  }
}
