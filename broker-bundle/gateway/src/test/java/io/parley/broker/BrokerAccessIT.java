package io.parley.broker;

import static io.parley.broker.ClosedBroker.ASK;
import static io.parley.broker.ClosedBroker.connect;
import static io.parley.broker.ClosedBroker.listening;
import static io.parley.broker.ClosedBroker.send;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient.Mqtt5Publishes;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubAckException;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAckReasonCode;
import com.hivemq.client.mqtt.mqtt5.message.disconnect.Mqtt5DisconnectReasonCode;
import com.hivemq.client.mqtt.mqtt5.message.publish.puback.Mqtt5PubAckReasonCode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who gets in, and what they may do there. */
final class BrokerAccessIT {
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
  void aDevicePublishesWhereItIsGrantedAndNowhereElse() throws Exception {
    Mqtt5BlockingClient kiln = rig.client5("kiln-a");
    connect(kiln, "kiln", "hot");
    send(kiln, "plant/kiln/temperature");
    Mqtt5PubAckException refused =
        assertThrows(Mqtt5PubAckException.class, () -> send(kiln, "plant/mixer/speed"));
    assertEquals(Mqtt5PubAckReasonCode.NOT_AUTHORIZED, refused.getMqttMessage().getReasonCode());
    assertTrue(kiln.getState().isConnected());
  }

  @Test
  void aDeviceReadsItsOwnAnswersAndNobodyElses() throws Exception {
    Mqtt5BlockingClient kiln = rig.client5("kiln-b");
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
          assertThrows(
              Mqtt5ConnAckException.class, () -> connect(rig.client("wrong-1"), user, "cold"));
      assertEquals(
          Mqtt5ConnAckReasonCode.BAD_USER_NAME_OR_PASSWORD,
          refused.getMqttMessage().getReasonCode());
    }
  }

  @Test
  void aClientIdStaysWithTheUserThatCameWithItFirst() {
    Mqtt5BlockingClient kiln = rig.client5("shared-name");
    connect(kiln, "kiln", "hot");
    Mqtt5ConnAckException refused =
        assertThrows(
            Mqtt5ConnAckException.class,
            () -> connect(rig.client("shared-name"), "mixer", "stirs"));
    assertEquals(
        Mqtt5ConnAckReasonCode.CLIENT_IDENTIFIER_NOT_VALID,
        refused.getMqttMessage().getReasonCode());
    assertTrue(kiln.getState().isConnected());
  }

  @Test
  void aWillThatIsGrantedIsPublishedAndOpensNoOtherTopic() throws Exception {
    Mqtt5BlockingClient heir = rig.joined("heir");
    try (Mqtt5Publishes heard = listening(heir, "plant/kiln/state")) {
      Mqtt5BlockingClient kiln = rig.client5("kiln-w");
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
            rig.client("dying-1")
                .connectWith()
                .willPublish()
                .topic(ASK)
                .payload(new byte[] {'x'})
                .applyWillPublish()
                .send());
    assertThrows(
        Mqtt5ConnAckException.class,
        () ->
            rig.client("dying-2")
                .connectWith()
                .willPublish()
                .topic("parley/v1/plant1/status/dying-2")
                .userProperties()
                .add("parley-principal", "parley-node")
                .applyUserProperties()
                .applyWillPublish()
                .send());
    assertNotNull(rig.turnedAway.poll());
  }
}
