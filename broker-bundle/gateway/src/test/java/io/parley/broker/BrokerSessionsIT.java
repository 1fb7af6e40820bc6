package io.parley.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5SubAckException;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAck;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAckReasonCode;
import com.hivemq.client.mqtt.mqtt5.message.publish.puback.Mqtt5PubAckReasonCode;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.suback.Mqtt5SubAckReasonCode;
import io.parley.access.AccessRules;
import io.parley.access.AccessRules.Loopback;
import io.parley.access.Rights;
import io.parley.access.Role;
import io.parley.access.Users;
import io.parley.access.Users.Grant;
import io.parley.config.ClientLimits;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What outlives a connection: whose it is, and how much; 3 filters, 2 sessions, 3 topics. */
final class BrokerSessionsIT {
  private static final ClientLimits FEW = ClientLimits.USUAL.withKept(3, 2, 1_000, 3);
  private static final String KILN = Users.line("kiln", Role.DEVICE, "hot");
  private static final String MIXER = Users.line("mixer", Role.DEVICE, "stirs");
  private static final String SCADA = Users.line("op", Role.OPERATOR, "sees");
  private static final String DEMOTED = SCADA.replace("operator", "device");

  @TempDir private Path folder;
  private @Nullable EmbeddedBroker broker;

  @BeforeEach
  void start() throws Exception {
    startWith(SCADA);
  }

  @AfterEach
  void stop() {
    broker().close();
  }

  private EmbeddedBroker broker() {
    return java.util.Objects.requireNonNull(broker);
  }

  private void startWith(String operator) throws Exception {
    Path file = Files.write(folder.resolve("users"), List.of(KILN, MIXER, operator));
    Users users =
        Users.read(file, List.of(new Grant("kiln", List.of("plant/{user}/#"), List.of("t/#"))));
    AccessRules access =
        new AccessRules(
            users, Loopback.AUTHENTICATED, new Rights("parley/v1", "plant1"), "gateway-1");
    BrokerSettings settings =
        new BrokerSettings(
            List.of(BrokerListener.loopback(0)),
            folder.resolve("data"),
            BrokerLimits.USUAL.withClient(FEW));
    broker = EmbeddedBroker.start(settings, access, BrokerEvents.NONE);
    broker.open();
  }

  private void restartWith(String operator) throws Exception {
    broker().close();
    startWith(operator);
  }

  private Mqtt5BlockingClient client(String id) {
    return MqttClient.builder()
        .identifier(id)
        .serverHost("127.0.0.1")
        .serverPort(broker().listeners().get(0).port())
        .useMqttVersion5()
        .buildBlocking();
  }

  private static Mqtt5ConnAck connect(
      Mqtt5BlockingClient client, String user, String password, long expiry) {
    return client
        .connectWith()
        .cleanStart(false)
        .sessionExpiryInterval(expiry)
        .simpleAuth()
        .username(user)
        .password(password.getBytes(StandardCharsets.UTF_8))
        .applySimpleAuth()
        .send();
  }

  private static Mqtt5ConnAckReasonCode refused(
      Mqtt5BlockingClient client, String user, String word) {
    return assertThrows(Mqtt5ConnAckException.class, () -> connect(client, user, word, 0))
        .getMqttMessage()
        .getReasonCode();
  }

  private void leaveSessionOf(String id, String user, String password, String filter) {
    Mqtt5BlockingClient client = client(id);
    connect(client, user, password, 900);
    client.subscribeWith().topicFilter(filter).qos(MqttQos.AT_LEAST_ONCE).send();
    client.disconnect();
  }

  @Test
  void aSessionStaysWithItsUserOverARestart() throws Exception {
    leaveSessionOf("scada", "op", "sees", "#");
    restartWith(SCADA);
    assertEquals(
        Mqtt5ConnAckReasonCode.CLIENT_IDENTIFIER_NOT_VALID,
        refused(client("scada"), "mixer", "stirs"));
    assertTrue(connect(client("scada"), "op", "sees", 900).isSessionPresent());
  }

  @Test
  void aSessionThatHoldsMoreThanItsUserMayReadTodayIsEnded() throws Exception {
    leaveSessionOf("scada", "op", "sees", "#");
    leaveSessionOf("kiln-1", "kiln", "hot", "t/x");
    restartWith(DEMOTED);
    assertFalse(connect(client("scada"), "op", "sees", 900).isSessionPresent());
    assertTrue(connect(client("kiln-1"), "kiln", "hot", 900).isSessionPresent());
  }

  @Test
  void aSessionThatNobodyOwnsIsEnded() throws Exception {
    leaveSessionOf("scada", "op", "sees", "#");
    broker().close();
    Files.delete(folder.resolve("data").resolve("session-owners"));
    startWith(SCADA);
    assertFalse(connect(client("scada"), "mixer", "stirs", 900).isSessionPresent());
  }

  @Test
  void noClientIsCalledLikeAnotherUserOrTheNode() {
    for (String name : List.of("mixer", "op", "gateway-1", "local", "parley-node")) {
      assertEquals(
          Mqtt5ConnAckReasonCode.CLIENT_IDENTIFIER_NOT_VALID,
          refused(client(name), "kiln", "hot"),
          name);
    }
    connect(client("kiln"), "kiln", "hot", 0);
  }

  @Test
  void aSessionHasNoMoreSubscriptionsThanItMay() {
    Mqtt5BlockingClient kiln = client("kiln-2");
    connect(kiln, "kiln", "hot", 0);
    for (String filter : List.of("t/1", "t/2", "t/3", "t/3")) {
      kiln.subscribeWith().topicFilter(filter).send();
    }
    Mqtt5SubAckException refused =
        assertThrows(
            Mqtt5SubAckException.class, () -> kiln.subscribeWith().topicFilter("t/4").send());
    assertEquals(
        List.of(Mqtt5SubAckReasonCode.QUOTA_EXCEEDED), refused.getMqttMessage().getReasonCodes());
    kiln.unsubscribeWith().topicFilter("t/1").send();
    kiln.subscribeWith().topicFilter("t/4").send();
  }

  @Test
  void aTopicFilterOf257CharactersIsInvalid() throws Exception {
    try (RawMqtt operator = new RawMqtt(broker().listeners().get(0).port())) {
      operator.send(RawMqtt.connect(5, "long", "op", "sees"));
      assertEquals(0x20, operator.read()[0]);
      operator.send(subscribe("x".repeat(256)));
      assertEquals(0x90, operator.read()[0] & 0xFF);
      operator.send(subscribe("x".repeat(257)));
      byte[] disconnect = operator.read();
      assertEquals(0xE0, disconnect[0] & 0xFF);
      assertEquals(0x8F, disconnect[2] & 0xFF);
    }
  }

  private static byte[] subscribe(String filter) {
    return RawMqtt.packet(
        0x82,
        body -> {
          body.writeShort(1);
          body.writeByte(0);
          RawMqtt.text(body, filter);
          body.writeByte(0);
        });
  }

  @Test
  void aUserHasNoMoreSessionsThanItMay() throws Exception {
    leaveSessionOf("kiln-1", "kiln", "hot", "t/x");
    restartWith(SCADA);
    connect(client("kiln-2"), "kiln", "hot", 0);
    assertEquals(Mqtt5ConnAckReasonCode.QUOTA_EXCEEDED, refused(client("kiln-3"), "kiln", "hot"));
    connect(client("mixer-1"), "mixer", "stirs", 0);
    connect(client("kiln-1"), "kiln", "hot", 0);
  }

  @Test
  void noSessionLastsLongerThanItMay() {
    assertEquals(
        1_000,
        connect(client("kiln-1"), "kiln", "hot", 0xFFFF_FFFFL)
            .getSessionExpiryInterval()
            .orElseThrow());
  }

  @Test
  void aUserRetainsOnNoMoreTopicsThanItMayAlsoAfterARestart() throws Exception {
    Mqtt5BlockingClient kiln = client("kiln-1");
    connect(kiln, "kiln", "hot", 0);
    for (String topic : List.of("1", "2", "2", "3")) {
      retain(kiln, topic, "x");
    }
    assertEquals(
        Mqtt5PubAckReasonCode.QUOTA_EXCEEDED,
        assertThrows(Mqtt5PubAckException.class, () -> retain(kiln, "4", "x"))
            .getMqttMessage()
            .getReasonCode());
    restartWith(SCADA);
    Mqtt5BlockingClient again = client("kiln-1");
    connect(again, "kiln", "hot", 0);
    assertThrows(Mqtt5PubAckException.class, () -> retain(again, "4", "x"));
    retain(again, "1", "");
    retain(again, "4", "x");
  }

  private static void retain(Mqtt5BlockingClient client, String topic, String payload) {
    client
        .publishWith()
        .topic("plant/kiln/" + topic)
        .payload(payload.getBytes(StandardCharsets.UTF_8))
        .retain(true)
        .qos(MqttQos.AT_LEAST_ONCE)
        .send();
  }

  @Test
  void noAnswerIsRetainedNotEvenByAnOperator() {
    Mqtt5BlockingClient operator = client("faker");
    connect(operator, "op", "sees", 0);
    String answers = "parley/v1/plant1/answer/kiln";
    assertThrows(
        Mqtt5PubAckException.class,
        () ->
            operator
                .publishWith()
                .topic(answers)
                .payload(new byte[] {'{'})
                .retain(true)
                .qos(MqttQos.AT_LEAST_ONCE)
                .send());
    assertThrows(
        Mqtt5ConnAckException.class,
        () ->
            client("dying")
                .connectWith()
                .simpleAuth()
                .username("op")
                .password("sees".getBytes(StandardCharsets.UTF_8))
                .applySimpleAuth()
                .willPublish()
                .topic(answers)
                .payload(new byte[] {'{'})
                .retain(true)
                .applyWillPublish()
                .send());
  }
}
