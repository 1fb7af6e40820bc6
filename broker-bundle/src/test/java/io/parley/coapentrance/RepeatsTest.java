package io.parley.coapentrance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.network.Exchange;
import org.eclipse.californium.core.network.KeyMID;
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
      assembled.setPayload(new byte[9 * Repeats.BASE_BYTES]);
      exchange.execute(() -> exchange.setRequest(assembled));
    }

    assertTrue(repeats.size() <= 10 + 64, repeats.size() + " are held");
    assertNotNull(repeats.find(new KeyMID(1, 999)));
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
