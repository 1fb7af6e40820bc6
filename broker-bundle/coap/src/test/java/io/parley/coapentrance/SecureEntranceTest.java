package io.parley.coapentrance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.mqtt.MqttMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SecureEntranceTest {
  @TempDir Path state;
  private SecureRig rig;
  private CoapEndpoint client;

  @BeforeEach
  void open() throws Exception {
    rig = new SecureRig(state, null, Duration.ofMillis(100));
    client = SecureRig.client(SecureRig.IDENTITY, SecureRig.KEY);
  }

  @AfterEach
  void close() {
    client.destroy();
    rig.close();
  }

  private int port() {
    return rig.address().getPort();
  }

  @Test
  void thePskIdentityIsThePrincipal() throws Exception {
    assertEquals(ResponseCode.CREATED, rig.put(client, port(), "/ps/t", "1").getCode());
    Request post = Request.newPost();
    post.setPayload("hot?");
    assertEquals(ResponseCode.CHANGED, rig.send(client, post, port(), "/ask/boiler").getCode());
    assertEquals(SecureRig.IDENTITY, rig.answering.asked.get(0).principal());
    assertEquals("coap-sensor-7", rig.answering.asked.get(0).client());
    assertEquals(ResponseCode.FORBIDDEN, rig.put(client, port(), "/ps/secret/t", "1").getCode());
    assertEquals(1, rig.entrance.counts().handshakes());
  }

  @Test
  void whoProvedItselfByAHandshakeNeedsNoEcho() throws Exception {
    String large = "0123456789".repeat(50);
    rig.put(client, port(), "/ps/t", large);
    BlockingQueue<String> heard = rig.observe(client, port(), "/ps/t");
    assertEquals("2.05 " + large, heard.poll(10, TimeUnit.SECONDS));
    Request core = Request.newGet();
    assertTrue(
        rig.send(client, core, port(), "/.well-known/core").getPayloadSize()
            > AddressProof.SAFE_BYTES);
    assertEquals(0, rig.entrance.counts().challenged());
  }

  @Test
  void sessionsOutliveARestart() throws Exception {
    rig.put(client, port(), "/ps/t", "1");
    rig.entrance.close();
    Path saved = state.resolve("coap-dtls.state");
    assertTrue(Files.exists(saved));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(saved)));
    rig.restart();
    assertFalse(Files.exists(saved));
    assertEquals(ResponseCode.CREATED, rig.put(client, port(), "/ps/t", "2").getCode());
    assertEquals(0, rig.entrance.counts().handshakes());
  }

  @Test
  void observersHearOfChangesAfterARestartWithoutAskingAgain() throws Exception {
    rig.put(client, port(), "/ps/t", "1");
    BlockingQueue<String> heard = rig.observe(client, port(), "/ps/t");
    assertEquals("2.05 1", heard.poll(10, TimeUnit.SECONDS));
    rig.restart();
    assertEquals("2.05 1", heard.poll(10, TimeUnit.SECONDS));
    rig.session.deliver(MqttMessage.retained("t", "2".getBytes(UTF_8), "text/plain"));
    assertEquals("2.05 2", heard.poll(10, TimeUnit.SECONDS));
    assertEquals(0, rig.entrance.counts().handshakes());
  }

  @Test
  void anObserverWhoseAddressChangesIsFollowed() throws Exception {
    rig.put(client, port(), "/ps/t", "1");
    try (UdpProxy nat = new UdpProxy(rig.address(), 0, 1)) {
      CoapEndpoint roaming = SecureRig.client("bench-1", SecureRig.KEY);
      try {
        BlockingQueue<String> heard = rig.observe(roaming, nat.port(), "/ps/t");
        assertEquals("2.05 1", heard.poll(10, TimeUnit.SECONDS));
        nat.rebind();
        assertEquals(
            ResponseCode.CREATED, rig.put(roaming, nat.port(), "/ps/other", "x").getCode());
        assertEquals("2.05 1", heard.poll(10, TimeUnit.SECONDS));
        rig.session.deliver(MqttMessage.retained("t", "2".getBytes(UTF_8), "text/plain"));
        assertEquals("2.05 2", heard.poll(10, TimeUnit.SECONDS));
        assertEquals(2, rig.entrance.counts().handshakes());
      } finally {
        roaming.destroy();
      }
    }
  }

  @Test
  void aSleepingObserverHearsTheLatestWhenItWakes() throws Exception {
    rig.put(client, port(), "/ps/t", "1");
    try (UdpProxy link = new UdpProxy(rig.address(), 0, 1)) {
      CoapEndpoint sleepy = SecureRig.client("bench-2", SecureRig.KEY);
      try {
        BlockingQueue<String> heard = rig.observe(sleepy, link.port(), "/ps/t");
        assertEquals("2.05 1", heard.poll(10, TimeUnit.SECONDS));
        link.cut = true;
        rig.session.deliver(MqttMessage.retained("t", "2".getBytes(UTF_8), "text/plain"));
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (rig.entrance.counts().observers() > 0 && System.nanoTime() < deadline) {
          Thread.onSpinWait();
        }
        assertEquals(0, rig.entrance.counts().observers());
        rig.session.deliver(MqttMessage.retained("t", "3".getBytes(UTF_8), "text/plain"));
        link.cut = false;
        rig.put(sleepy, link.port(), "/ps/awake", "x");
        assertEquals("2.05 3", heard.poll(10, TimeUnit.SECONDS));
        assertEquals(1, rig.entrance.counts().observers());
        assertEquals(2, rig.entrance.counts().handshakes());
      } finally {
        sleepy.destroy();
      }
    }
  }

  @Test
  void aBrokenStateFileIsDroppedAndTheEntranceOpens() throws Exception {
    rig.entrance.close();
    Files.write(state.resolve("coap-dtls.state"), new byte[] {1, 2, 3});
    Files.write(state.resolve("coap-observe.state"), new byte[] {9, 9, 9, 9, 9});
    rig.restart();
    Response response = rig.put(client, port(), "/ps/t", "1");
    assertEquals(ResponseCode.CREATED, response.getCode());
    assertFalse(Files.exists(state.resolve("coap-observe.state")));
  }

  @Test
  void recordsThatAreReplayedAreDropped() throws Exception {
    try (UdpProxy link = new UdpProxy(rig.address(), 0, 1)) {
      CoapEndpoint replayed = SecureRig.client("bench-3", SecureRig.KEY);
      try {
        link.replaying = true;
        for (int i = 0; i < 20; i++) {
          rig.put(replayed, link.port(), "/ps/t", "v" + i);
        }
        assertEquals(20, rig.session.published.size());
      } finally {
        replayed.destroy();
      }
    }
  }
}
