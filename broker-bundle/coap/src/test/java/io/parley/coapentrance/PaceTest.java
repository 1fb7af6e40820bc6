package io.parley.coapentrance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.californium.core.coap.CoAP;
import org.eclipse.californium.core.coap.Message;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.network.serialization.UdpDataParser;
import org.junit.jupiter.api.Test;

/** How often a device is told that does not say that it heard (RFC 7641, 4.5.1). */
final class PaceTest {
  private static final InetSocketAddress ONE =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
  private static final InetSocketAddress OTHER =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 2);

  @Test
  void aDeviceIsToldByNonOnceInThreeSeconds() {
    Pace pace = new Pace(10);
    assertTrue(pace.mayBeNon(ONE, 0));
    assertFalse(pace.mayBeNon(ONE, 2_999));
    assertTrue(pace.mayBeNon(OTHER, 2_999));
    assertTrue(pace.mayBeNon(ONE, 3_000));
    assertFalse(pace.mayBeNon(ONE, 5_999));
  }

  @Test
  void aClockThatGoesBackStopsNothing() {
    Pace pace = new Pace(10);
    assertTrue(pace.mayBeNon(ONE, 1_000_000));
    assertTrue(pace.mayBeNon(ONE, 10));
    assertFalse(pace.mayBeNon(ONE, 20));
  }

  @Test
  void thoseToldLongestAgoAreForgottenFirst() {
    Pace pace = new Pace(1);
    assertTrue(pace.mayBeNon(ONE, 0));
    assertTrue(pace.mayBeNon(OTHER, 1));
    assertFalse(pace.mayBeNon(OTHER, 2));
  }

  @Test
  void newsThatComeFasterGoAsConUntilThreeSecondsAreOver() throws Exception {
    AtomicLong now = new AtomicLong(1_000_000);
    try (Rig rig = new Rig(CoapLimits.STANDARD.withRate(0, 1), Admission.LOCAL, new ByHand(now));
        RawPeer peer = new RawPeer(rig.entrance.plain().orElseThrow())) {
      rig.put("/ps/hall", "0");
      assertEquals(CoAP.Type.NON, peer.ask(observe("hall")).getType());
      rig.put("/ps/hall", "1");
      assertEquals(CoAP.Type.NON, told(peer, "1"));
      rig.put("/ps/hall", "2");
      assertEquals(CoAP.Type.CON, told(peer, "2"));
      now.addAndGet(Pace.NON_MS - 1);
      rig.put("/ps/hall", "3");
      assertEquals(CoAP.Type.CON, told(peer, "3"));
      now.addAndGet(1);
      rig.put("/ps/hall", "4");
      assertEquals(CoAP.Type.NON, told(peer, "4"));
    }
  }

  private static Request observe(String topic) {
    Request get = Request.newGet();
    get.setType(CoAP.Type.NON);
    get.getOptions().setUriPath("ps/" + topic);
    get.setObserve();
    return get;
  }

  /** How this news came; CON is acknowledged, and what is sent again is passed over. */
  private static CoAP.Type told(RawPeer peer, String news) throws Exception {
    byte[] datagram = peer.receive(30_000);
    while (datagram != null) {
      Message message = new UdpDataParser().parseMessage(datagram);
      if (message.getType() == CoAP.Type.CON) {
        peer.send(new byte[] {0x60, 0, datagram[2], datagram[3]});
      }
      if (message.getPayloadString().equals(news)) {
        return message.getType();
      }
      datagram = peer.receive(30_000);
    }
    assertNotNull(datagram, "never told of " + news);
    return CoAP.Type.RST;
  }

  /** A clock that stands still until it is set. */
  private static final class ByHand extends Clock {
    private final AtomicLong now;

    ByHand(AtomicLong now) {
      this.now = now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return Instant.ofEpochMilli(now.get());
    }

    @Override
    public long millis() {
      return now.get();
    }
  }
}
