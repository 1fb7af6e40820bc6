package io.parley.http;

import io.javalin.http.Context;
import io.parley.site.Series;
import io.parley.site.SeriesId;
import io.parley.site.Summary;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * {@code GET /api/history?topic=T&path=P&from=..&to=..&points=N}: the numbers of a series over a
 * time, as summaries of equal stretches; without {@code from} and {@code to} the last day.
 */
record HistoryRoute(TelemetryView view) {
  /** More points than a chart has pixels help nobody. */
  static final int MOST = 500;

  /** The longest Topic Name of MQTT, in characters. */
  private static final int LONGEST_TOPIC = 65_535;

  /** Nothing is kept for longer than two years. */
  private static final Duration LONGEST = Duration.ofDays(731);

  Object tree(Context context) {
    Parameters parameters = new Parameters(context);
    String topic = parameters.text("topic", LONGEST_TOPIC);
    if (topic.isEmpty()) {
      throw RequestException.of("topic", "", "be the topic of a series");
    }
    SeriesId id = new SeriesId(topic, parameters.text("path", LONGEST_TOPIC));
    Instant to = parameters.instant("to", view.clock().instant());
    Instant from = from(parameters, to);
    int points = parameters.count("points", MOST);
    Optional<Series> series =
        view.site().series().stream().filter(one -> one.id().equals(id)).findFirst();
    List<Summary> summaries = view.history().summaries(id, from, to, points);
    if (series.isEmpty() && summaries.isEmpty()) {
      throw RequestException.unknownSeries(topic, id.path());
    }
    return SeriesShape.history(
        id, series.orElse(null), view.history().knownSince(id).orElse(null), summaries);
  }

  private static Instant from(Parameters parameters, Instant to) {
    Instant usual = to.isBefore(Instant.EPOCH) ? to : to.minus(Duration.ofDays(1));
    Instant from = parameters.instant("from", usual);
    Duration span = Duration.between(from, to);
    if (span.isZero() || span.isNegative() || span.compareTo(LONGEST) > 0) {
      throw RequestException.of(
          "from",
          from.toString(),
          "be before to %s, by at most %d days".formatted(to, LONGEST.toDays()));
    }
    return from;
  }
}
