package io.parley.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient.Mqtt5Publishes;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubAckException;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAck;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAckReasonCode;
import com.hivemq.client.mqtt.mqtt5.message.disconnect.Mqtt5DisconnectReasonCode;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.puback.Mqtt5PubAckReasonCode;
import io.parley.access.AccessRules;
import io.parley.access.AccessRules.Loopback;
import io.parley.access.Rights;
import io.parley.access.Role;
import io.parley.access.Users;
import io.parley.access.Users.Grant;
import io.parley.message.Reason;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedBrokerIT {
  private static final String ASK = "parley/v1/plant1/ask/boiler";
  private static final BlockingQueue<RefusedPublish> REFUSED = new LinkedBlockingQueue<>();
  private static final BlockingQueue<Reason> TURNED_AWAY = new LinkedBlockingQueue<>();

  @TempDir private static Path folder;
  private static EmbeddedBroker broker;

  private final List<Mqtt5BlockingClient> clients = new ArrayList<>();

  @BeforeAll
  static void startAClosedBroker() throws Exception {
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
    BrokerLimits limits = BrokerLimits.USUAL.withRates(20, 1 << 20);
    broker =
        EmbeddedBroker.start(
            new BrokerSettings(List.of(BrokerListener.loopback(0)), null, limits),
            access,
            new BrokerEvents() {
              @Override
              public void publishRefused(RefusedPublish refused) {
                REFUSED.add(refused);
              }

              @Override
              public void connectRefused(String client, Reason reason) {
                TURNED_AWAY.add(reason);
              }
            });
    Mqtt5ConnAckException early =
        assertThrows(Mqtt5ConnAckException.class, () -> client("early").connect());
    assertEquals(Mqtt5ConnAckReasonCode.SERVER_UNAVAILABLE, early.getMqttMessage().getReasonCode());
    Mqtt5BlockingClient own = client("parley-router");
    connect(own, broker.link().user(), broker.link().password());
    own.disconnect();
    broker.open();
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @AfterEach
  void disconnect() {
    clients.stream().filter(client -> client.getState().isConnected()).forEach(c -> c.disconnect());
    REFUSED.clear();
    TURNED_AWAY.clear();
  }

  @Test
  void aQuestionCarriesItsSendersStampAndNobodyElses() throws Exception {
    Mqtt5BlockingClient router = joined("router");
    try (Mqtt5Publishes heard = listening(router, "parley/v1/plant1/ask/#")) {
      Mqtt5BlockingClient asker = joined("asker-1");
      asker
          .publishWith()
          .topic(ASK)
          .payload("hot?".getBytes(StandardCharsets.UTF_8))
          .qos(MqttQos.AT_LEAST_ONCE)
          .userProperties()
          .add("parley-client", "somebody-else")
          .add("Parley-Principal", "parley-node")
          .add("traceparent", "00-1-2-01")
          .applyUserProperties()
          .send();
      Mqtt5Publish question = heard.receive(20, TimeUnit.SECONDS).orElseThrow();
      assertEquals(
          List.of("traceparent=00-1-2-01", "parley-client=asker-1", "parley-principal=local"),
          properties(question));
    }
  }

  @Test
  void aQuestionOfAnMqtt311ClientIsStampedToo() throws Exception {
    Mqtt5BlockingClient router = joined("router");
    try (Mqtt5Publishes heard = listening(router, "parley/v1/plant1/ask/#")) {
      Mqtt3BlockingClient asker = client3("old-1");
      asker.connect();
      asker.publishWith().topic(ASK).payload(new byte[] {'x'}).qos(MqttQos.AT_LEAST_ONCE).send();
      Mqtt5Publish question = heard.receive(20, TimeUnit.SECONDS).orElseThrow();
      assertEquals(List.of("parley-client=old-1", "parley-principal=local"), properties(question));
      asker.disconnect();
    }
  }

  @Test
  void aPayloadOverTheLimitIsRefusedAndTheConnectionLives() throws Exception {
    Mqtt5BlockingClient asker = joined("asker-2");
    Mqtt5PubAckException refused =
        assertThrows(
            Mqtt5PubAckException.class,
            () ->
                asker
                    .publishWith()
                    .topic(ASK)
                    .responseTopic("my/reply")
                    .correlationData(new byte[] {7})
                    .payload(new byte[65_537])
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .send());
    assertEquals(Mqtt5PubAckReasonCode.QUOTA_EXCEEDED, refused.getMqttMessage().getReasonCode());
    RefusedPublish told = REFUSED.poll(20, TimeUnit.SECONDS);
    assertNotNull(told);
    assertEquals("oversize", told.reason().code());
    assertEquals("payload of 65537 bytes must be at most 65536", told.reason().text());
    assertEquals("my/reply", told.responseTopic());
    assertEquals("07", String.valueOf(told.correlation()));
    assertEquals("asker-2", told.who().client());
    assertTrue(told.question() && told.answerable());
    assertTrue(asker.getState().isConnected());
  }

  @Test
  void telemetryMayBeLargerThanAQuestion() throws Exception {
    Mqtt5BlockingClient device = joined("device-1");
    try (Mqtt5Publishes heard = listening(device, "plant/image")) {
      device
          .publishWith()
          .topic("plant/image")
          .payload(new byte[100_000])
          .qos(MqttQos.AT_LEAST_ONCE)
          .send();
      Mqtt5Publish image = heard.receive(20, TimeUnit.SECONDS).orElseThrow();
      assertEquals(100_000, image.getPayloadAsBytes().length);
      assertEquals(List.of(), properties(image));
    }
  }

  @Test
  void aRetainedQuestionIsRefused() throws Exception {
    Mqtt5BlockingClient asker = joined("asker-3");
    assertThrows(
        Mqtt5PubAckException.class,
        () ->
            asker
                .publishWith()
                .topic(ASK)
                .retain(true)
                .payload(new byte[] {'x'})
                .qos(MqttQos.AT_LEAST_ONCE)
                .send());
    RefusedPublish told = REFUSED.poll(20, TimeUnit.SECONDS);
    assertEquals("retained", told == null ? null : told.reason().code());
  }

  @Test
  void anMqtt311ClientKeepsItsConnectionWhenItIsRefused() throws Exception {
    Mqtt3BlockingClient asker = client3("old-2");
    asker.connect();
    asker
        .publishWith()
        .topic(ASK)
        .retain(true)
        .payload(new byte[] {'x'})
        .qos(MqttQos.AT_LEAST_ONCE)
        .send();
    RefusedPublish told = REFUSED.poll(20, TimeUnit.SECONDS);
    assertEquals("retained", told == null ? null : told.reason().code());
    assertTrue(asker.getState().isConnected());
    asker.disconnect();
  }

  @Test
  void questionsOverTheRateAreRefusedAndOnlyTheFirstOfThemAnswered() throws Exception {
    Mqtt5BlockingClient asker = joined("asker-4");
    for (int i = 0; i < 100; i++) {
      asker
          .toAsync()
          .publishWith()
          .topic(ASK)
          .payload(new byte[] {'x'})
          .qos(MqttQos.AT_LEAST_ONCE)
          .send();
    }
    int answerable = 0;
    for (int i = 0; i < 50; i++) {
      RefusedPublish told = REFUSED.poll(20, TimeUnit.SECONDS);
      assertEquals("rate", told == null ? null : told.reason().code());
      answerable += told != null && told.answerable() ? 1 : 0;
    }
    assertTrue(answerable > 0 && answerable < 40, "answerable " + answerable);
  }

  @Test
  void aDevicePublishesWhereItIsGrantedAndNowhereElse() throws Exception {
    Mqtt5BlockingClient kiln = client5("kiln-a");
    connect(kiln, "kiln", "hot");
    send(kiln, "plant/kiln/temperature");
    Mqtt5PubAckException refused =
        assertThrows(Mqtt5PubAckException.class, () -> send(kiln, "plant/mixer/speed"));
    assertEquals(Mqtt5PubAckReasonCode.NOT_AUTHORIZED, refused.getMqttMessage().getReasonCode());
    assertTrue(kiln.getState().isConnected());
  }

  @Test
  void aDeviceReadsItsOwnAnswersAndNobodyElses() throws Exception {
    Mqtt5BlockingClient kiln = client5("kiln-b");
    connect(kiln, "kiln", "hot");
    kiln.subscribeWith().topicFilter("parley/v1/plant1/answer/kiln-b").send();
    for (String filter :
        List.of("#", "parley/v1/plant1/answer/+", "$share/x/#", "parley/v1/plant1/ask/#")) {
      assertThrows(
          RuntimeException.class,
          () -> kiln.subscribeWith().topicFilter(filter).send(),
          () -> filter);
    }
  }

  @Test
  void aWrongPasswordAndAStrangeNameAreTurnedAway() {
    for (String user : List.of("kiln", "nobody", "parley-node", "local")) {
      Mqtt5ConnAckException refused =
          assertThrows(Mqtt5ConnAckException.class, () -> connect(client("wrong-1"), user, "cold"));
      assertEquals(
          Mqtt5ConnAckReasonCode.BAD_USER_NAME_OR_PASSWORD,
          refused.getMqttMessage().getReasonCode());
    }
  }

  @Test
  void aClientIdStaysWithTheUserThatCameWithItFirst() {
    Mqtt5BlockingClient kiln = client5("shared-name");
    connect(kiln, "kiln", "hot");
    Mqtt5ConnAckException refused =
        assertThrows(
            Mqtt5ConnAckException.class, () -> connect(client("shared-name"), "mixer", "stirs"));
    assertEquals(
        Mqtt5ConnAckReasonCode.CLIENT_IDENTIFIER_NOT_VALID,
        refused.getMqttMessage().getReasonCode());
    assertTrue(kiln.getState().isConnected());
  }

  @Test
  void aWillThatIsGrantedIsPublishedAndOpensNoOtherTopic() throws Exception {
    Mqtt5BlockingClient heir = joined("heir");
    try (Mqtt5Publishes heard = listening(heir, "plant/kiln/state")) {
      Mqtt5BlockingClient kiln = client5("kiln-w");
      kiln.connectWith()
          .simpleAuth()
          .username("kiln")
          .password("hot".getBytes(StandardCharsets.UTF_8))
          .applySimpleAuth()
          .willPublish()
          .topic("plant/kiln/state")
          .payload("gone".getBytes(StandardCharsets.UTF_8))
          .applyWillPublish()
          .send();
      assertThrows(Mqtt5PubAckException.class, () -> send(kiln, "plant/mixer/state"));
      kiln.disconnectWith()
          .reasonCode(Mqtt5DisconnectReasonCode.DISCONNECT_WITH_WILL_MESSAGE)
          .send();
      assertTrue(heard.receive(20, TimeUnit.SECONDS).isPresent());
    }
  }

  @Test
  void noWillAsksAndNoWillIsForged() {
    assertThrows(
        Mqtt5ConnAckException.class,
        () ->
            client("dying-1")
                .connectWith()
                .willPublish()
                .topic(ASK)
                .payload(new byte[] {'x'})
                .applyWillPublish()
                .send());
    assertThrows(
        Mqtt5ConnAckException.class,
        () ->
            client("dying-2")
                .connectWith()
                .willPublish()
                .topic("parley/v1/plant1/status/dying-2")
                .userProperties()
                .add("parley-principal", "parley-node")
                .applyUserProperties()
                .applyWillPublish()
                .send());
    assertNotNull(TURNED_AWAY.poll());
  }

  @Test
  void theBrokerAnnouncesItsLimits() {
    Mqtt5BlockingClient client = client5("curious");
    Mqtt5ConnAck ack = client.connect();
    assertEquals(100, ack.getRestrictions().getReceiveMaximum());
    assertEquals(2 << 20, ack.getRestrictions().getMaximumPacketSize());
    assertEquals(0, ack.getRestrictions().getTopicAliasMaximum());
  }

  @Test
  void aSecondBrokerInThisJvmIsRefused() {
    AccessRules access =
        new AccessRules(Users.NONE, Loopback.OPERATOR, new Rights("parley/v1", "plant1"));
    assertThrows(
        IllegalStateException.class,
        () -> EmbeddedBroker.start(BrokerSettings.onLoopback(0), access, BrokerEvents.NONE));
  }

  @Test
  void itListensOnTheBoundPortAndKeepsItsOwnUncaughtHandler() {
    BoundListener bound = broker.listeners().get(0);
    assertEquals(1, broker.listeners().size());
    assertEquals("mqtt://127.0.0.1:" + bound.port(), bound.url());
    assertEquals(ProcessHandle.current().pid(), PortOwner.of(bound.port()).orElseThrow().pid());
    assertFalse(broker.figures().isEmpty());
    assertFalse(String.valueOf(Thread.getDefaultUncaughtExceptionHandler()).contains("com.hivemq"));
  }

  private static void send(Mqtt5BlockingClient client, String topic) {
    client.publishWith().topic(topic).payload(new byte[] {'1'}).qos(MqttQos.AT_LEAST_ONCE).send();
  }

  private Mqtt5BlockingClient joined(String id) {
    Mqtt5BlockingClient client = client5(id);
    client.connect();
    return client;
  }

  private static Mqtt5Publishes listening(Mqtt5BlockingClient client, String filter) {
    Mqtt5Publishes heard = client.publishes(MqttGlobalPublishFilter.SUBSCRIBED);
    client.subscribeWith().topicFilter(filter).qos(MqttQos.AT_LEAST_ONCE).send();
    return heard;
  }

  private static void connect(Mqtt5BlockingClient client, String user, String password) {
    client
        .connectWith()
        .simpleAuth()
        .username(user)
        .password(password.getBytes(StandardCharsets.UTF_8))
        .applySimpleAuth()
        .send();
  }

  private Mqtt5BlockingClient client5(String id) {
    Mqtt5BlockingClient client = client(id);
    clients.add(client);
    return client;
  }

  private static Mqtt5BlockingClient client(String id) {
    return MqttClient.builder()
        .identifier(id)
        .serverHost("127.0.0.1")
        .serverPort(broker.listeners().get(0).port())
        .useMqttVersion5()
        .buildBlocking();
  }

  private static Mqtt3BlockingClient client3(String id) {
    return MqttClient.builder()
        .identifier(id)
        .serverHost("127.0.0.1")
        .serverPort(broker.listeners().get(0).port())
        .useMqttVersion3()
        .buildBlocking();
  }

  private static List<String> properties(Mqtt5Publish publish) {
    return publish.getUserProperties().asList().stream()
        .map(property -> property.getName() + "=" + property.getValue())
        .filter(property -> !property.startsWith("parley-at="))
        .toList();
  }
}
