package io.parley.coapentrance;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.eclipse.californium.core.coap.Message;
import org.eclipse.californium.core.network.Exchange;
import org.eclipse.californium.core.network.KeyMID;
import org.eclipse.californium.core.network.deduplication.Deduplicator;
import org.jspecify.annotations.Nullable;

/**
 * The last requests of each peer, so that what a device repeats is answered as before and not done
 * twice (RFC 7252, 4.5). Californium's own stores bound what they keep for each peer, or nothing at
 * all; here all of it is bounded too, since anybody has many ports: the more peers, the less of
 * each, and the one that was silent longest goes first. NSTART is 1, so the last request of each
 * would do. A body that came or goes block by block hangs on its exchange only later, so all are
 * weighed from time to time. Safe for any thread.
 */
final class Repeats implements Deduplicator {
  /** EXCHANGE_LIFETIME (RFC 7252, 4.8.2). */
  private static final long LIFETIME_NANOS = TimeUnit.SECONDS.toNanos(247);

  private static final int MOST_PER_PEER = 16;

  /** What an exchange with short messages comes to, about. */
  static final int BASE_BYTES = 4_096;

  private static final int WEIGHED_EVERY = 64;

  private final int most;
  private final LongSupplier nanoTime;
  private final Map<Object, Map<KeyMID, Held>> peers = new LinkedHashMap<>(16, 0.75f, true);
  private int size;
  private int unweighed;

  private record Held(Exchange exchange, long since) {
    long bytes() {
      return (long) BASE_BYTES + bytes(exchange.getRequest()) + bytes(exchange.getResponse());
    }

    private static int bytes(@Nullable Message message) {
      return message == null ? 0 : message.getPayloadSize();
    }
  }

  /**
   * None yet.
   *
   * @param most requests at once, of all peers; fewer where they are long, as many bytes as so many
   *     short ones have
   */
  Repeats(int most, LongSupplier nanoTime) {
    this.most = most;
    this.nanoTime = nanoTime;
  }

  @Override
  public void start() {}

  @Override
  public synchronized void stop() {
    clear();
  }

  @Override
  public void setExecutor(ScheduledExecutorService executor) {}

  @Override
  public synchronized @Nullable Exchange findPrevious(KeyMID key, Exchange exchange) {
    Exchange previous = find(key);
    if (previous == null) {
      put(key, exchange);
    }
    return previous;
  }

  @Override
  public synchronized boolean replacePrevious(KeyMID key, Exchange previous, Exchange exchange) {
    Exchange held = find(key);
    if (held != null && !held.equals(previous)) {
      return false;
    }
    put(key, exchange);
    return true;
  }

  @Override
  public synchronized @Nullable Exchange find(KeyMID key) {
    Map<KeyMID, Held> own = peers.get(key.getPeer());
    Held held = own == null ? null : own.get(key);
    return held == null || nanoTime.getAsLong() - held.since() > LIFETIME_NANOS
        ? null
        : held.exchange();
  }

  private void put(KeyMID key, Exchange exchange) {
    Map<KeyMID, Held> own = peers.computeIfAbsent(key.getPeer(), peer -> new LinkedHashMap<>());
    size -= own.remove(key) == null ? 0 : 1;
    own.put(key, new Held(exchange, nanoTime.getAsLong()));
    size++;
    int share = Math.max(1, Math.min(MOST_PER_PEER, most / peers.size()));
    while (own.size() > share) {
      Held unused = removeEldest(own);
    }
    if (size > most) {
      forget(size - most, 0);
    } else if (++unweighed >= WEIGHED_EVERY) {
      unweighed = 0;
      weigh();
    }
  }

  private void weigh() {
    long now = nanoTime.getAsLong();
    long bytes = 0;
    for (Map<KeyMID, Held> own : peers.values()) {
      for (Held held : own.values()) {
        bytes += held.bytes();
      }
    }
    forget(0, bytes - (long) most * BASE_BYTES);
    for (Iterator<Map<KeyMID, Held>> all = peers.values().iterator(); all.hasNext(); ) {
      Map<KeyMID, Held> own = all.next();
      int before = own.size();
      own.values().removeIf(held -> now - held.since() > LIFETIME_NANOS);
      size -= before - own.size();
      if (own.isEmpty()) {
        all.remove();
      }
    }
  }

  /** Forgets at least so many and so many bytes, those of the silent first. */
  private void forget(int count, long bytes) {
    int tooMany = count;
    long tooMuch = bytes;
    Iterator<Map<KeyMID, Held>> silentFirst = peers.values().iterator();
    while ((tooMany > 0 || tooMuch > 0) && silentFirst.hasNext()) {
      Map<KeyMID, Held> silent = silentFirst.next();
      while ((tooMany > 0 || tooMuch > 0) && !silent.isEmpty()) {
        tooMuch -= removeEldest(silent).bytes();
        tooMany--;
      }
      if (silent.isEmpty()) {
        silentFirst.remove();
      }
    }
  }

  private Held removeEldest(Map<KeyMID, Held> from) {
    Iterator<Held> eldestFirst = from.values().iterator();
    Held eldest = eldestFirst.next();
    eldestFirst.remove();
    size--;
    return eldest;
  }

  @Override
  public synchronized boolean isEmpty() {
    return size == 0;
  }

  @Override
  public synchronized int size() {
    return size;
  }

  @Override
  public synchronized void clear() {
    peers.clear();
    size = 0;
  }
}
