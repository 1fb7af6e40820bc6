package io.parley.metrics;

import io.parley.meter.Meter;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The figures of one node, all named {@code parley_...}; counts end in {@code _total}. A figure has
 * the same label names for ever, and at most 200 sets of label values: what comes after counts as
 * {@code other}, so that no client can fill the memory with names.
 */
public final class Metrics implements Meter {
  /** The Content Type of {@link #text()}. */
  public static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

  private static final String PREFIX = "parley_";
  private static final String OTHER = "other";
  private static final int MOST_LABEL_SETS = 200;
  private static final double NANOS = 1_000_000_000.0;
  private static final double[] SECONDS = {
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30
  };

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final Map<String, Counter> counters = new ConcurrentHashMap<>();
  private final Map<String, Histogram> histograms = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> labelSets = new ConcurrentHashMap<>();
  private final Map<String, Boolean> known = new ConcurrentHashMap<>();

  /** Figures of a node that has just begun: the process's own are there at once. */
  public Metrics() {
    new ProcessFigures().register(this);
  }

  @Override
  public void add(String name, long amount, String... labels) {
    counters
        .computeIfAbsent(
            name,
            key ->
                Counter.builder()
                    .name(PREFIX + key)
                    .help(Meanings.of(key))
                    .labelNames(names(labels))
                    .register(registry))
        .labelValues(values(name, labels))
        .inc(amount);
  }

  @Override
  public void took(String name, Duration time, String... labels) {
    histograms
        .computeIfAbsent(
            name,
            key ->
                Histogram.builder()
                    .name(PREFIX + key)
                    .help(Meanings.of(key))
                    .labelNames(names(labels))
                    .classicOnly()
                    .classicUpperBounds(SECONDS)
                    .register(registry))
        .labelValues(values(name, labels))
        .observe(time.toNanos() / NANOS);
  }

  /** A figure that goes up and down, asked for whenever somebody looks. */
  public void gauge(String name, DoubleSupplier value) {
    GaugeWithCallback.builder()
        .name(PREFIX + name)
        .help(Meanings.of(name))
        .callback(callback -> callback.call(value.getAsDouble()))
        .register(registry);
  }

  /** A count that a room keeps itself; it never goes down. */
  public void counter(String name, LongSupplier value) {
    CounterWithCallback.builder()
        .name(PREFIX + name)
        .help(Meanings.of(name))
        .callback(callback -> callback.call((double) value.getAsLong()))
        .register(registry);
  }

  /**
   * Figures that a room keeps itself under names of its own, such as the broker's; each becomes
   * {@code parley_PREFIX{name="..."}}.
   */
  public void gauges(String name, Supplier<Map<String, Number>> values) {
    GaugeWithCallback.builder()
        .name(PREFIX + name)
        .help(Meanings.of(name))
        .labelNames("name")
        .callback(
            callback ->
                values.get().forEach((key, value) -> callback.call(value.doubleValue(), key)))
        .register(registry);
  }

  /** All figures in the Prometheus text format 0.0.4. */
  public byte[] text() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      PrometheusTextFormatWriter.create().write(out, registry.scrape());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static String[] names(String[] labels) {
    String[] names = new String[labels.length / 2];
    for (int i = 0; i < names.length; i++) {
      names[i] = labels[2 * i];
    }
    return names;
  }

  private String[] values(String name, String[] labels) {
    if (labels.length % 2 != 0) {
      throw new IllegalArgumentException(
          "labels of '%s' must be pairs of name and value".formatted(name));
    }
    String[] values = new String[labels.length / 2];
    for (int i = 0; i < values.length; i++) {
      values[i] = labels[2 * i + 1];
    }
    String set = name + '\0' + String.join("\0", values);
    if (values.length > 0 && !known.containsKey(set)) {
      if (labelSets.computeIfAbsent(name, key -> new AtomicInteger()).incrementAndGet()
          > MOST_LABEL_SETS) {
        java.util.Arrays.fill(values, OTHER);
      } else {
        known.put(set, true);
      }
    }
    return values;
  }
}
