package io.parley.ingest;

import io.parley.knowledge.Reading;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Sparkplug B (Sparkplug 3.0.0): what edge nodes and devices say at their birth and after. A series
 * bears the topic of its data messages and the name of its metric. Only listens: asks no edge node
 * for a rebirth. Safe for any thread.
 */
final class Sparkplug {
  private static final String NAMESPACE = "spBv1.0/";
  private static final Pattern TOPIC =
      Pattern.compile("spBv1\\.0/([^/]+)/([ND])(BIRTH|DATA|DEATH|CMD)/([^/]+)((?:/[^/]+)?)");

  /** What nodes say about their own session and take as commands (section 6.4.7 and 6.4.20). */
  private static final Pattern HOUSEKEEPING =
      Pattern.compile("bdSeq|(?:Node|Device) (?:Control|Info|Properties)/.*");

  private static final int MOST_NAMED = 50_000;

  /** Those that were not heard of for longest go first, as series do. */
  private final Map<Alias, Named> named =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Alias, Named> eldest) {
              return size() > MOST_NAMED;
            }
          });

  /** An alias is its edge node's own, all its devices included (section 6.4.8). */
  private record Alias(String node, Object key) {}

  private record Named(String name, int type, @Nullable String unit) {}

  /** Where the values go. */
  interface Sink {
    /** Takes one value of the metric {@code name} on the topic of the data messages. */
    void value(
        String topic, String name, Object value, @Nullable String unit, @Nullable Instant at);

    /** Takes that the metric {@code name} has no value. */
    void none(String topic, String name);
  }

  /**
   * A birth or a death.
   *
   * @param topics those of the data messages it covers, or above them
   * @param alive whether it is a birth
   */
  record Session(List<String> topics, boolean alive) {}

  /** What a birth or a death says; empty for all other messages (section 6.4.4 and following). */
  static Optional<Session> session(String topic) {
    Matcher parts = TOPIC.matcher(topic);
    if (!parts.matches() || !parts.group(3).endsWith("TH")) {
      return Optional.empty();
    }
    String above = NAMESPACE + parts.group(1) + "/";
    String node = parts.group(4);
    List<String> topics =
        parts.group(2).equals("N")
            ? List.of(above + "NDATA/" + node, above + "DDATA/" + node)
            : List.of(above + "DDATA/" + node + parts.group(5));
    return Optional.of(new Session(topics, parts.group(3).equals("BIRTH")));
  }

  /** Whether the topic is one of Sparkplug's. */
  static boolean covers(String topic) {
    return topic.startsWith(NAMESPACE);
  }

  /**
   * Hands over the values of a message; a death and a command have none.
   *
   * @param most no message holds more values
   * @throws UnreadableException if it cannot be read, or says what only a birth explains
   */
  void read(String topic, byte[] payload, int most, Sink sink) throws UnreadableException {
    Matcher parts = TOPIC.matcher(topic);
    if (!parts.matches()) {
      throw new UnreadableException(
          Unreadable.SPARKPLUG, "topic must be spBv1.0/GROUP/TYPE/NODE or .../NODE/DEVICE");
    }
    boolean birth = parts.group(3).equals("BIRTH");
    if (!birth && !parts.group(3).equals("DATA")) {
      return;
    }
    String node = parts.group(1) + "/" + parts.group(4);
    String kind = parts.group(2) + "DATA/";
    String data = NAMESPACE + parts.group(1) + "/" + kind + parts.group(4) + parts.group(5);
    int count = 0;
    boolean nameless = false;
    for (SparkplugPayload.Metric metric : SparkplugPayload.read(payload)) {
      Named known = known(new Key(node, data), metric, birth);
      nameless |= known == null;
      Object value = known == null ? null : value(known, metric);
      if (known != null && value == null && metric.nothing()) {
        sink.none(data, known.name());
      }
      if (known != null && value != null) {
        if (count++ == most) {
          throw new UnreadableException(
              Unreadable.TOO_MANY, "a message must hold at most %d values".formatted(most));
        }
        sink.value(data, known.name(), value, known.unit(), metric.at());
      }
    }
    if (nameless) {
      throw new UnreadableException(
          Unreadable.SPARKPLUG,
          "metrics without a name or a datatype: their birth message was not seen");
    }
  }

  /** What a metric tells now; null for history, for housekeeping and for what is no reading. */
  private static @Nullable Object value(Named known, SparkplugPayload.Metric metric) {
    if (metric.historical() || HOUSEKEEPING.matcher(known.name()).matches()) {
      return null;
    }
    Object value = metric.value(metric.type() == 0 ? known.type() : metric.type());
    return value != null && Reading.acceptable(value) ? value : null;
  }

  private record Key(String node, String data) {}

  /** What a metric is called; remembered from its birth on, by its alias and by its name. */
  private @Nullable Named known(Key key, SparkplugPayload.Metric metric, boolean birth)
      throws UnreadableException {
    String name = metric.name();
    if (name != null && name.length() > Reading.LONGEST_NAME / 2) {
      throw new UnreadableException(Unreadable.TOO_LONG, "a metric's name must be short");
    }
    Long alias = metric.alias();
    if (!birth) {
      Named before =
          named.get(name == null ? new Alias(key.node(), "" + alias) : new Alias(key.data(), name));
      return before != null || name == null || metric.ambiguous()
          ? before
          : new Named(name, metric.type(), Fitting.unit(metric.unit()));
    }
    if (name == null) {
      return null;
    }
    Named said = new Named(name, metric.type(), Fitting.unit(metric.unit()));
    named.put(new Alias(key.data(), name), said);
    if (alias != null) {
      named.put(new Alias(key.node(), "" + alias), said);
    }
    return said;
  }
}
