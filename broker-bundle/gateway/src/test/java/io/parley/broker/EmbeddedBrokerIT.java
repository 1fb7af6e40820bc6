package io.parley.broker;

import static io.parley.broker.ClosedBroker.ASK;
import static io.parley.broker.ClosedBroker.listening;
import static io.parley.broker.ClosedBroker.properties;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient.Mqtt5Publishes;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubAckException;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAck;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.puback.Mqtt5PubAckReasonCode;
import io.parley.access.AccessRules;
import io.parley.access.AccessRules.Loopback;
import io.parley.access.Principal;
import io.parley.access.Rights;
import io.parley.access.Role;
import io.parley.access.Users;
import io.parley.access.Who;
import io.parley.mqtt.MqttFailure;
import io.parley.mqtt.MqttMessage;
import io.parley.ports.PortOwner;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the broker stamps, bounds and refuses. */
final class EmbeddedBrokerIT {
  private static final Who COAP_KILN = new Who(Principal.of("kiln", Role.DEVICE), "coap-kiln");

  @TempDir private static Path folder;
  private static ClosedBroker rig;

  @BeforeAll
  static void start() throws Exception {
    rig = ClosedBroker.start(folder);
  }

  @AfterAll
  static void stop() {
    rig.close();
  }

  @AfterEach
  void forget() {
    rig.forget();
  }

  @Test
  void aQuestionCarriesItsSendersStampAndNobodyElses() throws Exception {
    Mqtt5BlockingClient router = rig.joined("router");
    try (Mqtt5Publishes heard = listening(router, "parley/v1/plant1/ask/#")) {
      Mqtt5BlockingClient asker = rig.joined("asker-1");
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
    Mqtt5BlockingClient router = rig.joined("router");
    try (Mqtt5Publishes heard = listening(router, "parley/v1/plant1/ask/#")) {
      Mqtt3BlockingClient asker = rig.client3("old-1");
      asker.connect();
      asker.publishWith().topic(ASK).payload(new byte[] {'x'}).qos(MqttQos.AT_LEAST_ONCE).send();
      Mqtt5Publish question = heard.receive(20, TimeUnit.SECONDS).orElseThrow();
      assertEquals(List.of("parley-client=old-1", "parley-principal=local"), properties(question));
      asker.disconnect();
    }
  }

  /** Once the broker says so, it is retained: whoever subscribes then hears of it. */
  @Test
  void whatAnotherEntranceTookIsStampedDeliveredAndRetained() throws Exception {
    Mqtt5BlockingClient listener = rig.joined("listener");
    String topic = "parley/v1/plant1/status/kiln";
    try (Mqtt5Publishes heard = listening(listener, topic)) {
      rig.broker().publish(COAP_KILN, retained(topic, "warm")).get(20, TimeUnit.SECONDS);
      Mqtt5Publishes early = listening(rig.joined("latecomer"), topic);
      for (Mqtt5Publishes each : List.of(heard, early)) {
        Mqtt5Publish status = each.receive(20, TimeUnit.SECONDS).orElseThrow();
        assertEquals("warm", new String(status.getPayloadAsBytes(), StandardCharsets.UTF_8));
        assertEquals("text/plain", String.valueOf(status.getContentType().orElseThrow()));
        assertEquals(
            List.of("traceparent=00-1-2-01", "parley-client=coap-kiln", "parley-principal=kiln"),
            properties(status));
      }
      early.close();
    }
  }

  /** HiveMQ's own service would still be at it when it returns; see {@link CallerRuns}. */
  @Test
  void whatAnotherEntranceTookIsThroughWithNobodyElsesThread() throws Exception {
    String topic = "parley/v1/plant1/status/kiln";
    int through = 0;
    for (int i = 0; i < 200; i++) {
      CompletableFuture<Void> taken = rig.broker().publish(COAP_KILN, retained(topic, "warm"));
      through += taken.isDone() ? 1 : 0;
      taken.get(20, TimeUnit.SECONDS);
    }
    assertTrue(through > 150, through + " of 200");
  }

  @Test
  void anotherEntranceIsToldOfATopicThatIsNone() {
    for (String topic : List.of("plant/#", "plant/+/x", "")) {
      ExecutionException refused =
          assertThrows(
              ExecutionException.class,
              () -> rig.broker().publish(COAP_KILN, retained(topic, "x")).get(20, TimeUnit.SECONDS),
              topic);
      assertEquals(0x90, ((MqttFailure) refused.getCause()).reasonCode(), topic);
    }
  }

  private static MqttMessage retained(String topic, String payload) {
    return new MqttMessage(
        topic,
        payload.getBytes(StandardCharsets.UTF_8),
        true,
        "text/plain",
        null,
        null,
        null,
        List.of(
            Map.entry("traceparent", "00-1-2-01"), Map.entry("Parley-Client", "somebody-else")));
  }

  @Test
  void aPayloadOverTheLimitIsRefusedAndTheConnectionLives() throws Exception {
    Mqtt5BlockingClient asker = rig.joined("asker-2");
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
    RefusedPublish told = rig.refused.poll(20, TimeUnit.SECONDS);
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
    Mqtt5BlockingClient device = rig.joined("device-1");
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
    Mqtt5BlockingClient asker = rig.joined("asker-3");
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
    RefusedPublish told = rig.refused.poll(20, TimeUnit.SECONDS);
    assertEquals("retained", told == null ? null : told.reason().code());
  }

  @Test
  void anMqtt311ClientKeepsItsConnectionWhenItIsRefused() throws Exception {
    Mqtt3BlockingClient asker = rig.client3("old-2");
    asker.connect();
    asker
        .publishWith()
        .topic(ASK)
        .retain(true)
        .payload(new byte[] {'x'})
        .qos(MqttQos.AT_LEAST_ONCE)
        .send();
    RefusedPublish told = rig.refused.poll(20, TimeUnit.SECONDS);
    assertEquals("retained", told == null ? null : told.reason().code());
    assertTrue(asker.getState().isConnected());
    asker.disconnect();
  }

  @Test
  void questionsOverTheRateAreRefusedAndOnlyTheFirstOfThemAnswered() throws Exception {
    Mqtt5BlockingClient asker = rig.joined("asker-4");
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
      RefusedPublish told = rig.refused.poll(20, TimeUnit.SECONDS);
      assertEquals("rate", told == null ? null : told.reason().code());
      answerable += told != null && told.answerable() ? 1 : 0;
    }
    assertTrue(answerable > 0 && answerable < 40, "answerable " + answerable);
  }

  @Test
  void theBrokerAnnouncesItsLimits() {
    Mqtt5BlockingClient client = rig.client5("curious");
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
    EmbeddedBroker broker = rig.broker();
    BoundListener bound = broker.listeners().get(0);
    assertEquals(1, broker.listeners().size());
    assertEquals("mqtt://127.0.0.1:" + bound.port(), bound.url());
    assertEquals(ProcessHandle.current().pid(), PortOwner.ofTcp(bound.port()).orElseThrow().pid());
    assertFalse(broker.figures().isEmpty());
    assertFalse(String.valueOf(Thread.getDefaultUncaughtExceptionHandler()).contains("com.hivemq"));
  }
}
