package io.parley.knowledge;

import java.util.Collection;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;

/** All series by topic and path, to find those under one. Safe for any thread. */
final class SeriesInOrder {
  private final NavigableMap<Series.Key, Series> series = new ConcurrentSkipListMap<>();

  void put(Series one) {
    series.put(one.key, one);
  }

  void remove(Series.Key key) {
    series.remove(key);
  }

  Collection<Series> values() {
    return series.values();
  }

  /** Those of exactly this topic. */
  void of(String topic, Consumer<Series> action) {
    between(new Series.Key(topic, ""), new Series.Key(topic + '\0', ""), action);
  }

  /** Those of this topic and of all topics below it. */
  void under(String topic, Consumer<Series> action) {
    of(topic, action);
    // '0' follows '/'.
    between(new Series.Key(topic + "/", ""), new Series.Key(topic + "0", ""), action);
  }

  /** Those of this topic whose paths are below this one. */
  void below(String topic, String path, Consumer<Series> action) {
    // '/' follows '.'.
    between(new Series.Key(topic, path + "."), new Series.Key(topic, path + "/"), action);
  }

  private void between(Series.Key from, Series.Key to, Consumer<Series> action) {
    series.subMap(from, to).values().forEach(action);
  }
}
