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
          Map.entry("bounds_reached", "Clients held up, refused or put out, by bound"),
          Map.entry("clients", "Clients connected now"),
          Map.entry("coap_requests", "CoAP requests that reached a resource"),
          Map.entry("coap_published", "Publishes over CoAP that the broker took"),
          Map.entry("coap_asked", "Questions asked over CoAP"),
          Map.entry("coap_refused", "CoAP requests answered with an error"),
          Map.entry("coap_dropped", "Datagrams dropped unread, since too many waited"),
          Map.entry("coap_limited", "CoAP requests refused or dropped for their rate"),
          Map.entry("coap_challenged", "CoAP requests asked to prove their address (Echo)"),
          Map.entry("coap_malformed", "Datagrams that are no CoAP message"),
          Map.entry("coap_handshakes", "Full DTLS handshakes that succeeded"),
          Map.entry("coap_handshakes_failed", "DTLS handshakes that failed, wrong keys among them"),
          Map.entry("coap_observers", "Observe relations now"),
          Map.entry("coap_live_topics", "Topics whose last value is held for CoAP now"),
          Map.entry("coap_kept_answers", "Answers kept now for devices that fetch them later"),
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
