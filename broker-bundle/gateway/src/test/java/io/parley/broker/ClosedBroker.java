package io.parley.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient.Mqtt5Publishes;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAckReasonCode;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import io.parley.access.AccessRules;
import io.parley.access.AccessRules.Loopback;
import io.parley.access.Rights;
import io.parley.access.Role;
import io.parley.access.Users;
import io.parley.access.Users.Grant;
import io.parley.config.ClientLimits;
import io.parley.message.Reason;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** A broker with two users of its own and a rate of 20 questions a second, and its clients. */
final class ClosedBroker implements AutoCloseable {
  static final String ASK = "parley/v1/plant1/ask/boiler";

  final BlockingQueue<RefusedPublish> refused = new LinkedBlockingQueue<>();
  final BlockingQueue<Bound> bounds = new LinkedBlockingQueue<>();
  final BlockingQueue<Reason> turnedAway = new LinkedBlockingQueue<>();
  private final List<Mqtt5BlockingClient> clients = new ArrayList<>();
  private @Nullable EmbeddedBroker broker;

  private ClosedBroker() {}

  /** Starts it; nobody but the node itself gets in before it is open. */
  static ClosedBroker start(Path folder) throws Exception {
    return start(folder, ClientLimits.USUAL);
  }

  /** The same with other bounds for a client. */
  static ClosedBroker start(Path folder, ClientLimits client) throws Exception {
    Path file = folder.resolve("users");
    Files.write(
        file,
        List.of(
            "# who may come",
            Users.line("kiln", Role.DEVICE, "hot"),
            Users.line("mixer", Role.DEVICE, "stirs")));
    Users users =
        Users.read(file, List.of(new Grant("kiln", List.of("plant/{user}/#"), List.of())));
    AccessRules access =
        new AccessRules(users, Loopback.OPERATOR, new Rights("parley/v1", "plant1"));
    BrokerLimits limits = BrokerLimits.USUAL.withRates(20, 1 << 20).withClient(client);
    ClosedBroker rig = new ClosedBroker();
    EmbeddedBroker broker =
        EmbeddedBroker.start(
            new BrokerSettings(List.of(BrokerListener.loopback(0)), null, limits),
            access,
            rig.events());
    rig.broker = broker;
    Mqtt5ConnAckException early =
        assertThrows(Mqtt5ConnAckException.class, () -> rig.client("early").connect());
    assertEquals(Mqtt5ConnAckReasonCode.SERVER_UNAVAILABLE, early.getMqttMessage().getReasonCode());
    Mqtt5BlockingClient own = rig.client("parley-router");
    connect(own, broker.link().user(), broker.link().password());
    own.disconnect();
    broker.open();
    return rig;
  }

  EmbeddedBroker broker() {
    return Objects.requireNonNull(broker);
  }

  private BrokerEvents events() {
    return new BrokerEvents() {
      @Override
      public void publishRefused(RefusedPublish publish) {
        refused.add(publish);
      }

      @Override
      public void boundReached(Bound bound) {
        bounds.add(bound);
      }

      @Override
      public void connectRefused(String client, Reason reason) {
        turnedAway.add(reason);
      }
    };
  }

  static void send(Mqtt5BlockingClient client, String topic) {
    client.publishWith().topic(topic).payload(new byte[] {'1'}).qos(MqttQos.AT_LEAST_ONCE).send();
  }

  Mqtt5BlockingClient joined(String id) {
    Mqtt5BlockingClient client = client5(id);
    client.connect();
    return client;
  }

  static Mqtt5Publishes listening(Mqtt5BlockingClient client, String filter) {
    Mqtt5Publishes heard = client.publishes(MqttGlobalPublishFilter.SUBSCRIBED);
    client.subscribeWith().topicFilter(filter).qos(MqttQos.AT_LEAST_ONCE).send();
    return heard;
  }

  static void connect(Mqtt5BlockingClient client, String user, String password) {
    client
        .connectWith()
        .simpleAuth()
        .username(user)
        .password(password.getBytes(StandardCharsets.UTF_8))
        .applySimpleAuth()
        .send();
  }

  Mqtt5BlockingClient client5(String id) {
    Mqtt5BlockingClient client = client(id);
    clients.add(client);
    return client;
  }

  Mqtt5BlockingClient client(String id) {
    return MqttClient.builder()
        .identifier(id)
        .serverHost("127.0.0.1")
        .serverPort(broker().listeners().get(0).port())
        .useMqttVersion5()
        .buildBlocking();
  }

  Mqtt3BlockingClient client3(String id) {
    return MqttClient.builder()
        .identifier(id)
        .serverHost("127.0.0.1")
        .serverPort(broker().listeners().get(0).port())
        .useMqttVersion3()
        .buildBlocking();
  }

  static List<String> properties(Mqtt5Publish publish) {
    return publish.getUserProperties().asList().stream()
        .map(property -> property.getName() + "=" + property.getValue())
        .filter(property -> !property.startsWith("parley-at="))
        .toList();
  }

  /** Lets the clients of a test go, and what was heard of them. */
  void forget() {
    clients.stream().filter(client -> client.getState().isConnected()).forEach(c -> c.disconnect());
    refused.clear();
    turnedAway.clear();
    bounds.clear();
    clients.clear();
  }

  @Override
  public void close() {
    broker().close();
  }
}
