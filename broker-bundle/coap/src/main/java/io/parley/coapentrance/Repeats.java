package io.parley.coapentrance;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.eclipse.californium.core.network.Exchange;
import org.eclipse.californium.core.network.KeyMID;
import org.eclipse.californium.core.network.deduplication.Deduplicator;
import org.jspecify.annotations.Nullable;

/**
 * The last requests of each peer, so that what a device repeats is answered as before and not done
 * twice (RFC 7252, 4.5). Californium's own stores bound what they keep for each peer, or nothing at
 * all; here all of it is bounded too, since anybody has many ports: the more peers, the less of
 * each, and the one that was silent longest goes first. NSTART is 1, so the last request of each
 * would do. Safe for any thread.
 */
final class Repeats implements Deduplicator {
  /** EXCHANGE_LIFETIME (RFC 7252, 4.8.2). */
  private static final long LIFETIME_NANOS = TimeUnit.SECONDS.toNanos(247);

  private static final int MOST_PER_PEER = 16;

  /** More than the one that comes, so that those which are not answered yet do not pile up. */
  private static final int LOOKED_AT = 2;

  private final int most;
  private final long mostBytes;
  private final LongSupplier nanoTime;
  private final Map<Object, Map<Integer, Heard>> peers = new LinkedHashMap<>(16, 0.75f, true);
  private final Deque<Heard> unsettled = new ArrayDeque<>();
  private int size;
  private long bytes;

  /**
   * None yet.
   *
   * @param most requests at once, of all peers; fewer where they are long, as many bytes as so many
   *     short ones have
   */
  Repeats(int most, LongSupplier nanoTime) {
    this.most = most;
    mostBytes = (long) most * Heard.EXCHANGE_BYTES;
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
    Heard held = held(key);
    if (held != null && held.isNot(previous)) {
      return false;
    }
    put(key, exchange);
    return true;
  }

  @Override
  public synchronized @Nullable Exchange find(KeyMID key) {
    Heard held = held(key);
    return held == null ? null : held.exchange(key.getMID(), key.getPeer());
  }

  private @Nullable Heard held(KeyMID key) {
    Map<Integer, Heard> own = peers.get(key.getPeer());
    Heard held = own == null ? null : own.get(key.getMID());
    return held == null || over(held, nanoTime.getAsLong()) ? null : held;
  }

  private static boolean over(Heard held, long now) {
    return now - held.since() > LIFETIME_NANOS;
  }

  private void put(KeyMID key, Exchange exchange) {
    long now = nanoTime.getAsLong();
    Map<Integer, Heard> own = peers.computeIfAbsent(key.getPeer(), peer -> new LinkedHashMap<>());
    Heard replaced = own.remove(key.getMID());
    if (replaced != null) {
      forgot(replaced);
    }
    Heard heard = new Heard(exchange, now);
    own.put(key.getMID(), heard);
    unsettled.add(heard);
    size++;
    bytes += heard.bytes();
    int share = Math.max(1, Math.min(MOST_PER_PEER, most / peers.size()));
    while (own.size() > share) {
      forgetEldest(own);
    }
    settle();
    forgetSilent(now);
  }

  private void settle() {
    for (int i = 0; i < LOOKED_AT && !unsettled.isEmpty(); i++) {
      Heard next = unsettled.remove();
      if (next.forgotten()) {
        continue;
      }
      bytes -= next.bytes();
      if (!next.settled()) {
        unsettled.add(next);
      }
      bytes += next.bytes();
    }
  }

  /** Forgets what is too much, and what is over, those that were silent longest first. */
  private void forgetSilent(long now) {
    Iterator<Map<Integer, Heard>> silentFirst = peers.values().iterator();
    while (silentFirst.hasNext()) {
      Map<Integer, Heard> silent = silentFirst.next();
      while (!silent.isEmpty() && (size > most || bytes > mostBytes || over(eldest(silent), now))) {
        forgetEldest(silent);
      }
      if (!silent.isEmpty()) {
        break;
      }
      silentFirst.remove();
    }
  }

  private static Heard eldest(Map<Integer, Heard> of) {
    return of.values().iterator().next();
  }

  private void forgetEldest(Map<Integer, Heard> from) {
    Iterator<Heard> eldestFirst = from.values().iterator();
    forgot(eldestFirst.next());
    eldestFirst.remove();
  }

  private void forgot(Heard heard) {
    size--;
    bytes -= heard.bytes();
    heard.forget();
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
    unsettled.clear();
    size = 0;
    bytes = 0;
  }
}
