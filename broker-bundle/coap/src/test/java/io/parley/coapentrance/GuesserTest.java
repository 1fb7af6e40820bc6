package io.parley.coapentrance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever tries keys is counted at once, and after a few tries not listened to. */
final class GuesserTest {
  private static final int TRIES = 5;

  @TempDir Path state;
  private SecureRig rig;

  @BeforeEach
  void open() throws Exception {
    rig = new SecureRig(state, null, Duration.ofMillis(100));
  }

  @AfterEach
  void close() {
    rig.close();
  }

  private int port() {
    return rig.address().getPort();
  }

  private long failed() {
    return rig.entrance.counts().handshakesFailed();
  }

  /** A client that begins a handshake from this address and waits for nothing. */
  private CoapEndpoint guess(InetSocketAddress from, String key) throws IOException {
    CoapEndpoint guesser = SecureRig.client(SecureRig.IDENTITY, key.getBytes(UTF_8), from);
    Request request = Request.newGet();
    request.setURI(rig.uri(port(), "/pubsub"));
    request.send(guesser);
    return guesser;
  }

  private void awaitFailed(long count) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (failed() < count && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertEquals(count, failed());
  }

  @Test
  void whoeverGuessesFastIsNotHeardAfterAFewTriesAndNobodyElseIsDisturbed() throws Exception {
    CoapEndpoint friend = SecureRig.client(SecureRig.IDENTITY, SecureRig.KEY);
    CoapEndpoint late = SecureRig.client("bench-9", SecureRig.KEY);
    InetSocketAddress from = freeAddress();
    try {
      assertEquals(ResponseCode.CREATED, rig.put(friend, port(), "/ps/t", "1").getCode());
      for (int i = 1; i <= TRIES; i++) {
        CoapEndpoint guesser = guess(from, "guess " + i);
        awaitFailed(i);
        guesser.destroy();
      }
      CoapEndpoint right = SecureRig.client("bench-8", SecureRig.KEY, from);
      try {
        Request get = Request.newGet();
        assertNull(rig.trySend(right, get, port(), "/pubsub", 15));
        assertNotNull(get.getSendError());
      } finally {
        right.destroy();
      }
      assertEquals(TRIES, failed());
      assertEquals(ResponseCode.CHANGED, rig.put(friend, port(), "/ps/t", "2").getCode());
      assertEquals(ResponseCode.CREATED, rig.put(late, port(), "/ps/late", "1").getCode());
      assertEquals(2, rig.entrance.counts().handshakes());
    } finally {
      friend.destroy();
      late.destroy();
    }
  }

  @Test
  void aWrongKeyIsOneFailureHoweverOftenItIsSaid() throws Exception {
    CoapEndpoint stranger = SecureRig.client(SecureRig.IDENTITY, "guess".getBytes(UTF_8));
    try {
      Request get = Request.newGet();
      // The client repeats its last flight until its own handshake times out.
      assertNull(rig.trySend(stranger, get, port(), "/.well-known/core", 15));
      assertNotNull(get.getSendError());
    } finally {
      stranger.destroy();
    }
    assertEquals(1, failed());
    assertEquals(0, rig.entrance.counts().requests());
    assertTrue(rig.session.published.isEmpty());
  }

  private static InetSocketAddress freeAddress() throws IOException {
    try (DatagramSocket probe = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      return (InetSocketAddress) probe.getLocalSocketAddress();
    }
  }
}
