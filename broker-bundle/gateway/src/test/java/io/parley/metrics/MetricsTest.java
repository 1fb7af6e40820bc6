package io.parley.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class MetricsTest {
  private final Metrics metrics = new Metrics();

  @Test
  void whatIsCountedShowsAsPrometheusReadsIt() {
    metrics.count("answers", "status", "answered", "route", "model");
    metrics.add("answers", 2, "status", "answered", "route", "model");
    metrics.took("answer_seconds", Duration.ofMillis(30));
    metrics.gauge("in_flight", () -> 3);
    metrics.counter("clients_seen", () -> 7);
    metrics.gauges("broker", () -> Map.of("com.hivemq.x", 4));
    String text = text();
    assertTrue(
        text.contains("parley_answers_total{route=\"model\",status=\"answered\"} 3.0"), text);
    assertTrue(text.contains("# HELP parley_answers_total Final answers given"), text);
    assertTrue(text.contains("parley_answer_seconds_bucket{le=\"0.05\"} 1"), text);
    assertTrue(text.contains("parley_in_flight 3.0"), text);
    assertTrue(text.contains("parley_clients_seen_total 7.0"), text);
    assertTrue(text.contains("parley_broker{name=\"com.hivemq.x\"} 4.0"), text);
    assertTrue(text.contains("parley_process_threads "), text);
  }

  @Test
  void noNumberOfLabelValuesFillsTheMemory() {
    for (int i = 0; i < 300; i++) {
      metrics.count("refused_connects", "reason", "made-up-" + i);
    }
    metrics.count("refused_connects", "reason", "made-up-1");
    String text = text();
    assertEquals(201, text.lines().filter(line -> line.startsWith("parley_refused")).count());
    assertTrue(text.contains("{reason=\"other\"} 100.0"), text);
    assertTrue(text.contains("{reason=\"made-up-1\"} 2.0"), text);
    assertFalse(text.contains("made-up-250"));
  }

  @Test
  void aLabelWithoutAValueIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> metrics.count("answers", "status"));
  }

  private String text() {
    return new String(metrics.text(), StandardCharsets.UTF_8);
  }
}
