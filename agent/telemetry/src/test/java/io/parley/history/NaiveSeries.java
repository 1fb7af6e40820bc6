package io.parley.history;

import io.parley.site.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** All samples of one series, and what follows from them by definition. A gap is an empty text. */
final class NaiveSeries {
  static final String GAP = "";

  final TreeMap<Long, Object> samples = new TreeMap<>();

  /** What was added since the last writing. */
  private final List<Long> unwritten = new ArrayList<>();

  void add(long at, Object value) {
    samples.put(at, value);
    unwritten.add(at);
  }

  void written() {
    unwritten.clear();
  }

  /** The process is killed: what was not written is lost, and nothing is known after it. */
  void killed(long written) {
    unwritten.forEach(samples::remove);
    unwritten.clear();
    if (!samples.isEmpty()) {
      samples.put(Math.max(written, samples.lastKey() + 1), GAP);
    }
  }

  /** Whether a sample then would lie before one that changed the value, or be the newest. */
  boolean isClear(long at) {
    Map.Entry<Long, Object> next = samples.higherEntry(at);
    return !samples.containsKey(at)
        && samples.floorKey(at) != null
        && (next == null
            || !Objects.equals(samples.lowerEntry(next.getKey()).getValue(), next.getValue()));
  }

  List<Step> steps(long from, long to) {
    List<Step> steps = new ArrayList<>();
    Object prev = GAP;
    for (Map.Entry<Long, Object> sample : samples.headMap(to, true).entrySet()) {
      if (!sample.getValue().equals(prev)) {
        if (sample.getKey() <= from) {
          steps.clear();
        }
        prev = sample.getValue();
        Object value = GAP.equals(prev) ? null : prev;
        steps.add(new Step(Instant.ofEpochMilli(sample.getKey()), value, null));
      }
    }
    return steps;
  }

  /** What held between two instants. */
  Known known(long from, long to, long now) {
    Known known = new Known();
    Long start = samples.floorKey(from);
    Object prev = start == null || samples.lowerEntry(start) == null ? GAP : before(start);
    for (Map.Entry<Long, Object> sample :
        samples.subMap(start == null ? from : start, true, to, false).entrySet()) {
      Long next = samples.higherKey(sample.getKey());
      long at = Math.max(from, sample.getKey());
      long end = Math.min(to, next == null ? now : next);
      if (!GAP.equals(sample.getValue()) && end > at) {
        boolean entered = sample.getKey() >= from && !sample.getValue().equals(prev);
        known.add(sample.getValue(), end - at, entered);
      }
      prev = sample.getValue();
    }
    return known;
  }

  private Object before(long at) {
    return samples.lowerEntry(at).getValue();
  }

  /** The figures of a stretch. */
  static final class Known {
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    double sum;
    double ms;
    Object first = GAP;
    Object last = GAP;
    final Map<Object, Duration> in = new LinkedHashMap<>();
    final Map<Object, Long> entries = new LinkedHashMap<>();

    private void add(Object value, long length, boolean entered) {
      first = GAP.equals(first) ? value : first;
      last = value;
      ms += length;
      in.merge(value, Duration.ofMillis(length), Duration::plus);
      entries.merge(value, entered ? 1L : 0L, Long::sum);
      if (value instanceof Double number) {
        min = Math.min(min, number);
        max = Math.max(max, number);
        sum += number * length;
      }
    }
  }
}
