package io.parley.broker;

import com.codahale.metrics.Counter;
import com.codahale.metrics.Gauge;
import com.codahale.metrics.Meter;
import com.codahale.metrics.Metric;
import com.codahale.metrics.MetricRegistry;
import java.util.Map;
import java.util.TreeMap;

/** The figures that the broker keeps of itself, as plain numbers. */
final class BrokerFigures {
  private BrokerFigures() {}

  static Map<String, Number> of(MetricRegistry registry) {
    Map<String, Number> figures = new TreeMap<>();
    for (Map.Entry<String, Metric> entry : registry.getMetrics().entrySet()) {
      Metric metric = entry.getValue();
      if (metric instanceof Counter counter) {
        figures.put(entry.getKey(), counter.getCount());
      } else if (metric instanceof Meter meter) {
        figures.put(entry.getKey(), meter.getCount());
      } else if (metric instanceof Gauge<?> gauge && gauge.getValue() instanceof Number number) {
        figures.put(entry.getKey(), number);
      }
    }
    return Map.copyOf(figures);
  }
}
