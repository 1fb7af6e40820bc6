package io.parley.coapentrance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.coap.CoAP;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.coap.Token;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.core.network.Exchange;
import org.eclipse.californium.core.network.KeyMID;
import org.eclipse.californium.core.network.serialization.UdpDataSerializer;
import org.eclipse.californium.core.observe.ObserveManager;
import org.eclipse.californium.core.observe.ObserveRelation;
import org.eclipse.californium.elements.DtlsEndpointContext;
import org.eclipse.californium.elements.EndpointContext;
import org.eclipse.californium.elements.MapBasedEndpointContext;
import org.eclipse.californium.elements.UdpEndpointContext;
import org.eclipse.californium.elements.auth.PreSharedKeyIdentity;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.elements.util.Bytes;
import org.junit.jupiter.api.Test;

final class RepeatsTest {
  private final AtomicLong now = new AtomicLong();
  private final Repeats repeats = new Repeats(100, now::get);

  private static Exchange exchange(Object peer) {
    return new Exchange(Request.newGet(), peer, Exchange.Origin.REMOTE, Runnable::run);
  }

  private boolean isNew(int mid, Object peer) {
    return repeats.findPrevious(new KeyMID(mid, peer), exchange(peer)) == null;
  }

  @Test
  void whatAPeerRepeatsIsKnownAndWhatAnotherAsksIsNot() {
    Exchange first = exchange("a");

    assertNull(repeats.findPrevious(new KeyMID(7, "a"), first));
    assertSame(first, repeats.findPrevious(new KeyMID(7, "a"), exchange("a")));
    assertSame(first, repeats.find(new KeyMID(7, "a")));
    assertTrue(isNew(7, "b"));
    assertEquals(2, repeats.size());
  }

  @Test
  void aPeerThatAsksALotIsKnownByItsLastRequests() {
    for (int mid = 0; mid < 1_000; mid++) {
      assertTrue(isNew(mid, "a"));
    }

    assertEquals(16, repeats.size());
    assertNotNull(repeats.find(new KeyMID(984, "a")));
    assertNull(repeats.find(new KeyMID(983, "a")));
  }

  @Test
  void manyPeersAreEachKnownByLessAndTheSilentGoFirst() {
    for (int peer = 0; peer < 10_000; peer++) {
      for (int mid = 0; mid < 20; mid++) {
        assertTrue(isNew(mid, peer));
      }
      assertTrue(repeats.size() <= 100, repeats.size() + " are held");
    }

    assertNotNull(repeats.find(new KeyMID(19, 9_999)));
    assertNull(repeats.find(new KeyMID(19, 0)));
  }

  @Test
  void longBodiesAreFewerThanShortOnes() {
    for (int peer = 0; peer < 1_000; peer++) {
      Exchange exchange = exchange(peer);
      assertNull(repeats.findPrevious(new KeyMID(1, peer), exchange));
      // As a body that came block by block is put together.
      Request assembled = Request.newPut();
      assembled.setPayload(new byte[9 * Heard.EXCHANGE_BYTES]);
      exchange.execute(() -> exchange.setRequest(assembled));
    }

    assertTrue(repeats.size() <= 10 + 64, repeats.size() + " are held");
    assertNotNull(repeats.find(new KeyMID(1, 999)));
  }

  private static Exchange answered(Object peer, EndpointContext from, CoAP.Type type) {
    Request request = new Request(CoAP.Code.PUT, CoAP.Type.CON);
    request.setMID(7);
    request.setToken(new Token(new byte[] {1, 2}));
    request.setSourceContext(from);
    Exchange exchange = new Exchange(request, peer, Exchange.Origin.REMOTE, Runnable::run);
    Response response = new Response(CoAP.ResponseCode.CHANGED);
    response.setType(type);
    response.setMID(7);
    response.setToken(request.getToken());
    response.setPayload("well");
    response.setDestinationContext(from);
    response.setBytes(new UdpDataSerializer().getByteArray(response));
    exchange.execute(
        () -> {
          exchange.setCurrentResponse(response);
          exchange.setSendNanoTimestamp(99);
          exchange.setComplete();
        });
    return exchange;
  }

  private Exchange laterRepeated(Object peer, Exchange exchange) {
    KeyMID key = new KeyMID(7, peer);
    assertNull(repeats.findPrevious(key, exchange));
    assertTrue(isNew(1, "another"));
    Exchange again = repeats.findPrevious(key, exchange(peer));
    assertNotNull(again);
    return again;
  }

  @Test
  void whatWasAnsweredIsKnownByTheDatagramThatWentOut() {
    InetSocketAddress peer = new InetSocketAddress(InetAddress.getLoopbackAddress(), 40_000);
    Exchange exchange = answered(peer, new UdpEndpointContext(peer), CoAP.Type.ACK);
    Exchange again = laterRepeated(peer, exchange);

    assertNotSame(exchange, again);
    assertArrayEquals(
        exchange.getCurrentResponse().getBytes(), again.getCurrentResponse().getBytes());
    assertEquals("well", again.getCurrentResponse().getPayloadString());
    assertEquals(CoAP.Type.ACK, again.getCurrentResponse().getType());
    assertEquals(
        peer, again.getCurrentResponse().getEffectiveDestinationContext().getPeerAddress());
    assertEquals(7, again.getCurrentRequest().getMID());
    assertEquals(99, again.getSendNanoTimestamp());
    assertTrue(repeats.replacePrevious(new KeyMID(7, peer), again, exchange(peer)));
  }

  @Test
  void theSessionOfWhatWasAnsweredIsKept() {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 40_000);
    EndpointContext session =
        new MapBasedEndpointContext(
            address,
            new PreSharedKeyIdentity("pump"),
            new MapBasedEndpointContext.Attributes()
                .add(DtlsEndpointContext.KEY_SESSION_ID, new Bytes(new byte[] {4, 2})));
    Exchange again = laterRepeated("pump", answered("pump", session, CoAP.Type.ACK));

    assertSame(session, again.getCurrentRequest().getSourceContext());
  }

  @Test
  void aResponseOfItsOwnIsKeptWithItsExchange() {
    InetSocketAddress peer = new InetSocketAddress(InetAddress.getLoopbackAddress(), 40_000);
    Exchange exchange = answered(peer, new UdpEndpointContext(peer), CoAP.Type.CON);

    assertSame(exchange, laterRepeated(peer, exchange));
  }

  @Test
  void whatAnObserverIsToldLaterIsWeighedToo() {
    ObserveManager observers = new ObserveManager(new Configuration(CoapConfig.DEFINITIONS));
    for (int port = 1; port <= 1_000; port++) {
      InetSocketAddress peer = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
      Exchange exchange = answered(peer, new UdpEndpointContext(peer), CoAP.Type.NON);
      exchange.execute(
          () ->
              exchange.setRelation(
                  new ObserveRelation(observers, new CoapResource("t"), exchange)));
      assertNull(repeats.findPrevious(new KeyMID(7, peer), exchange));
      Response notification = new Response(CoAP.ResponseCode.CONTENT);
      notification.setPayload(new byte[9 * Heard.EXCHANGE_BYTES]);
      exchange.execute(() -> exchange.setResponse(notification));
    }

    assertTrue(repeats.size() <= 10 + 64, repeats.size() + " are held");
  }

  @Test
  void whatIsOverIsLetGoByThoseThatCome() {
    assertTrue(isNew(1, "long silent"));
    now.addAndGet(TimeUnit.SECONDS.toNanos(248));
    for (int mid = 0; mid < 64; mid++) {
      assertTrue(isNew(mid, "talks"));
    }

    assertEquals(16, repeats.size());
  }

  @Test
  void aMessageIdComesAgainAfterItsLifetime() {
    assertTrue(isNew(7, "a"));
    now.addAndGet(TimeUnit.SECONDS.toNanos(247));
    assertFalse(isNew(7, "a"));
    now.addAndGet(1);
    assertTrue(isNew(7, "a"));
    assertEquals(1, repeats.size());
  }

  @Test
  void oneIsReplacedByAnotherOnlyIfItIsStillThere() {
    Exchange first = exchange("a");
    Exchange second = exchange("a");
    KeyMID key = new KeyMID(7, "a");
    assertNull(repeats.findPrevious(key, first));

    assertTrue(repeats.replacePrevious(key, first, second));
    assertFalse(repeats.replacePrevious(key, first, exchange("a")));
    assertSame(second, repeats.find(key));
    repeats.stop();
    assertTrue(repeats.isEmpty());
  }
}
