package io.parley.broker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.config.ClientLimits;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections of nobody: a CONNECT of 8 KiB within a second, eight of one address at a time. */
final class BrokerConnectIT {
  private static final int PENDING = 8;
  private static final int LARGEST = 8 << 10;

  @TempDir private static Path folder;
  private static ClosedBroker rig;

  @BeforeAll
  static void start() throws Exception {
    rig = ClosedBroker.start(folder, ClientLimits.USUAL.withPending(LARGEST, 1, PENDING));
  }

  @AfterAll
  static void stop() {
    rig.close();
  }

  @AfterEach
  void forget() {
    rig.forget();
  }

  private static RawMqtt raw() throws Exception {
    return new RawMqtt(rig.broker().listeners().get(0).port());
  }

  private static byte[] connectOf(int bytes) {
    int others = RawMqtt.connect(5, "large", "kiln", "hot", new byte[200]).length - 200;
    byte[] connect = RawMqtt.connect(5, "large", "kiln", "hot", new byte[bytes - others]);
    assertEquals(bytes, connect.length);
    return connect;
  }

  @Test
  void aConnectOf8KibIsTheLargest() throws Exception {
    try (RawMqtt fits = raw();
        RawMqtt large = raw()) {
      byte[] connack = fits.send(connectOf(LARGEST)).read();
      assertEquals(0x20, connack[0]);
      assertEquals(0, connack[3]);
      assertTrue(large.send(connectOf(LARGEST + 1)).isHungUp());
      assertEquals(List.of(Bound.CONNECT_PACKET), List.copyOf(rig.bounds));
    }
  }

  /** It is hung up on as soon as its length is read, whatever it meant to send. */
  @Test
  void aConnectThatSaysItIsLargeIsNotWaitedFor() throws Exception {
    for (int i = 0; i < 150; i++) {
      try (RawMqtt unfinished = raw()) {
        unfinished.send(Arrays.copyOf(new byte[] {0x10, (byte) 0xFF, (byte) 0xFF, 0x73}, 64));
        assertTrue(unfinished.isHungUp());
      }
    }
    try (RawMqtt next = raw()) {
      assertEquals(0x20, next.send(RawMqtt.connect(5, "next", "kiln", "hot")).read()[0]);
    }
  }

  @Test
  void aConnectThatDripsIsHungUpOn() throws Exception {
    try (RawMqtt slow = raw()) {
      byte[] connect = RawMqtt.connect(5, "slow", "kiln", "hot");
      slow.send(Arrays.copyOf(connect, connect.length - 1));
      assertTrue(slow.isHungUp());
      assertEquals(Bound.CONNECT_TIME, rig.bounds.poll(20, TimeUnit.SECONDS));
    }
  }

  @Test
  void nobodyButTheFirstOfAnAddressIsWaitedFor() throws Exception {
    List<RawMqtt> waiting = new ArrayList<>();
    for (int i = 0; i < PENDING; i++) {
      waiting.add(raw());
      // Only when it is known that the broker has seen it does the next one come.
      waiting.get(i).send(new byte[] {0x10});
    }
    try (RawMqtt tooMany = raw()) {
      assertTrue(tooMany.isHungUp());
      assertEquals(Bound.PENDING_CONNECTIONS, rig.bounds.poll(20, TimeUnit.SECONDS));
    }
    for (RawMqtt one : waiting) {
      assertTrue(one.isHungUp());
      one.close();
    }
    try (RawMqtt next = raw()) {
      assertEquals(0x20, next.send(RawMqtt.connect(5, "next", "kiln", "hot")).read()[0]);
    }
  }

  @Test
  void whoeverIsInIsPendingNoMore() throws Exception {
    List<RawMqtt> in = new ArrayList<>();
    for (int i = 0; i < 2 * PENDING; i++) {
      RawMqtt one = raw();
      in.add(one);
      assertEquals(0x20, one.send(RawMqtt.connect(5, "in-" + i, "kiln", "hot")).read()[0]);
    }
    for (RawMqtt one : in) {
      one.send(new byte[] {(byte) 0xC0, 0});
      assertArrayEquals(new byte[] {(byte) 0xD0, 0}, one.read());
      one.close();
    }
    assertTrue(rig.bounds.isEmpty(), rig.bounds.toString());
  }

  @Test
  void whatIsSentBehindAConnectWaitsUntilItsSenderIsIn() throws Exception {
    try (RawMqtt eager = raw()) {
      byte[] connect = RawMqtt.connect(5, "eager", "kiln", "hot");
      byte[] both = Arrays.copyOf(connect, connect.length + 2);
      both[connect.length] = (byte) 0xC0;
      eager.send(both);
      assertEquals(0x20, eager.read()[0]);
      assertArrayEquals(new byte[] {(byte) 0xD0, 0}, eager.read());
    }
  }
}
