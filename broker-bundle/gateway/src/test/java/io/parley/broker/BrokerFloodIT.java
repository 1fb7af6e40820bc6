package io.parley.broker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import io.parley.config.ClientLimits;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client that sends as fast as it can: 100 messages and 100,000 bytes a second are allowed. */
final class BrokerFloodIT {
  private static final int RATE = 100;
  private static final int FLOOD = 400_000;
  private static final int MESSAGE_RATE_TOO_HIGH = 0x96;

  @TempDir private static Path folder;
  private static ClosedBroker rig;

  @BeforeAll
  static void start() throws Exception {
    rig = ClosedBroker.start(folder, ClientLimits.USUAL.withRate(RATE, 100_000, 1));
  }

  @AfterAll
  static void stop() {
    rig.close();
  }

  @AfterEach
  void forget() {
    rig.forget();
  }

  private RawMqtt connected(int version, String client) throws Exception {
    RawMqtt raw = new RawMqtt(rig.broker().listeners().get(0).port());
    raw.send(RawMqtt.connect(version, client, "kiln", "hot"));
    assertEquals(0x20, raw.read()[0]);
    return raw;
  }

  /** How many of them the broker can have looked at by now. */
  private static long most(long begun) {
    return 2 * RATE + (System.nanoTime() - begun) * RATE / 1_000_000_000 + 1;
  }

  @Test
  void emptyMessagesOnARefusedTopicAreLeftInTheSocketAndThenEnded() throws Exception {
    long begun = System.nanoTime();
    try (RawMqtt flood = connected(5, "flood-5")) {
      flood.floods(RawMqtt.publish(5, "x", 0), FLOOD);
      byte[] said = flood.read();
      assertEquals(0xE0, said[0] & 0xFF);
      assertEquals(MESSAGE_RATE_TOO_HIGH, said[2] & 0xFF);
      assertTrue(flood.isHungUp());
      assertTrue(rig.refused.size() <= most(begun), rig.refused.size() + " were looked at");
      assertTrue(rig.bounds.contains(Bound.MESSAGE_RATE));
    }
  }

  @Test
  void anMqtt311ClientThatFloodsIsHungUpOn() throws Exception {
    long begun = System.nanoTime();
    try (RawMqtt flood = connected(4, "flood-4")) {
      flood.floods(RawMqtt.publish(4, "plant/kiln/e", 0), FLOOD);
      assertTrue(flood.isHungUp());
      assertTrue(rig.bounds.contains(Bound.MESSAGE_RATE));
      assertTrue(System.nanoTime() - begun > 0);
    }
  }

  @Test
  void largeMessagesAreCountedByTheirBytes() throws Exception {
    try (RawMqtt flood = connected(5, "flood-large")) {
      flood.floods(RawMqtt.publish(5, "plant/kiln/image", 60_000), 400);
      assertEquals(MESSAGE_RATE_TOO_HIGH, flood.read()[2] & 0xFF);
    }
  }

  @Test
  void aBurstWithinTheBoundsIsNotHeldUp() throws Exception {
    try (RawMqtt burst = connected(5, "burst")) {
      burst.floods(RawMqtt.publish(5, "plant/kiln/e", 1), 2 * RATE - 10);
      burst.send(new byte[] {(byte) 0xC0, 0});
      assertArrayEquals(new byte[] {(byte) 0xD0, 0}, burst.read());
      assertTrue(rig.bounds.isEmpty(), rig.bounds.toString());
    }
  }

  /** Held up, not lost: it takes as long as it takes. */
  @Test
  void whatIsHeldUpArrives() throws Exception {
    try (RawMqtt burst = connected(5, "late")) {
      burst.floods(RawMqtt.publish(5, "x", 0), 2 * RATE + 50);
      burst.send(new byte[] {(byte) 0xC0, 0});
      assertArrayEquals(new byte[] {(byte) 0xD0, 0}, burst.read());
      assertEquals(2 * RATE + 50, rig.refused.size());
    }
  }

  @Test
  void theNodesOwnSessionsAreNotHeldUp() {
    Mqtt5BlockingClient own = rig.client5("gw-own");
    NodeLink link = rig.broker().link();
    ClosedBroker.connect(own, link.user(), link.password());
    for (int i = 0; i < 3 * RATE; i++) {
      own.publishWith().topic("plant/own").qos(MqttQos.AT_MOST_ONCE).send();
    }
    ClosedBroker.send(own, "plant/own");
    assertTrue(rig.bounds.isEmpty(), rig.bounds.toString());
  }

  @Test
  void aSubscribeThatIsTooLargeIsNotDecoded() throws Exception {
    try (RawMqtt large = connected(5, "many-filters")) {
      large.send(
          RawMqtt.packet(
              0x82,
              body -> {
                body.writeShort(1);
                body.writeByte(0);
                for (int i = 0; i < 6_600; i++) {
                  RawMqtt.text(body, "answer/%04d".formatted(i % 10_000));
                  body.writeByte(0);
                }
              }));
      assertEquals(0x95, large.read()[2] & 0xFF);
      assertTrue(rig.bounds.contains(Bound.SUBSCRIBE_PACKET), Arrays.asList(rig.bounds).toString());
    }
  }
}
