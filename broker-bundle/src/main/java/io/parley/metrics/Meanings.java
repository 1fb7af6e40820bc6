package io.parley.metrics;

import java.util.Map;

/** What the figures mean, as Prometheus shows it. */
final class Meanings {
  private static final Map<String, String> MEANINGS =
      Map.ofEntries(
          Map.entry("questions", "Questions taken, by entrance"),
          Map.entry("answers", "Final answers given, by status and route"),
          Map.entry("answer_seconds", "Time from taking a question to its final answer"),
          Map.entry("tokens", "Tokens of the model, by kind (prompt, cached, completion)"),
          Map.entry("in_flight", "Questions under way now"),
          Map.entry("series", "Telemetry series kept now"),
          Map.entry("ingested", "Telemetry messages read, by filter"),
          Map.entry("unreadable", "Telemetry messages that could not be read, by filter and why"),
          Map.entry("refused_connects", "Clients turned away, by reason"),
          Map.entry("refused_publishes", "Messages not passed on, by reason"),
          Map.entry("refused_subscriptions", "Subscriptions refused"),
          Map.entry("clients", "Clients connected now"),
          Map.entry("broker", "The embedded broker's own figures by their names"),
          Map.entry("http_requests", "HTTP requests, by path and status"),
          Map.entry("process_resident_bytes", "Memory of this process that is in RAM"),
          Map.entry("process_heap_bytes", "Java heap in use"),
          Map.entry("process_threads", "Threads of this process"),
          Map.entry("process_uptime_seconds", "How long this process has run"));

  private Meanings() {}

  static String of(String name) {
    return MEANINGS.getOrDefault(name, name.replace('_', ' '));
  }
}
