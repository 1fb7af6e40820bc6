package io.parley.knowledge;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All series. Beyond the most allowed, the one that changed least recently goes. Safe for any
 * thread.
 */
final class KnownSeries {
  private final int most;
  private final Map<Series.Key, Series> series = new ConcurrentHashMap<>();

  /** The same by topic and path, to find what lies under one. */
  private final SeriesInOrder inOrder = new SeriesInOrder();

  /** The same, and the lock of what changes several of them. */
  private final LinkedHashMap<Series.Key, Series> byChange = new LinkedHashMap<>();

  private final AtomicLong evicted = new AtomicLong();

  KnownSeries(int most) {
    this.most = most;
  }

  @Nullable Series get(Series.Key key) {
    return series.get(key);
  }

  boolean has(Series.Key key) {
    return series.containsKey(key);
  }

  int size() {
    return series.size();
  }

  /** How many went because there were too many. */
  long evicted() {
    return evicted.get();
  }

  /** A live view. */
  Collection<Series> values() {
    return series.values();
  }

  /** A live view, by topic and path. */
  Collection<Series> inOrder() {
    return inOrder.values();
  }

  /** A copy; the one that changed least recently first. */
  List<Series> oldestFirst() {
    synchronized (byChange) {
      return new ArrayList<>(byChange.values());
    }
  }

  void put(Series one) {
    synchronized (byChange) {
      series.put(one.key, one);
      added(one);
    }
  }

  /** Puts it unless there is one of its key; says whether it did. */
  boolean putIfAbsent(Series one) {
    synchronized (byChange) {
      if (series.putIfAbsent(one.key, one) != null) {
        return false;
      }
      added(one);
      return true;
    }
  }

  private void added(Series one) {
    inOrder.put(one);
    byChange.put(one.key, one);
    Iterator<Series.Key> oldest = byChange.keySet().iterator();
    while (byChange.size() > most) {
      Series.Key gone = oldest.next();
      series.remove(gone);
      inOrder.remove(gone);
      oldest.remove();
      evicted.incrementAndGet();
    }
  }

  /** Notes that a series changed just now. */
  void changed(Series.Key key) {
    synchronized (byChange) {
      Series known = byChange.remove(key);
      if (known != null) {
        byChange.put(key, known);
      }
    }
  }

  /** Those of exactly this topic. */
  void of(String topic, Consumer<Series> action) {
    inOrder.of(topic, action);
  }

  /** Those of this topic and of all topics below it. */
  void under(String topic, Consumer<Series> action) {
    inOrder.under(topic, action);
  }

  /** Those of this topic whose paths are below this one. */
  void below(String topic, String path, Consumer<Series> action) {
    inOrder.below(topic, path, action);
  }
}
