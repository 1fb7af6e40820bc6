package io.parley.http;

import io.parley.ingest.IngestCount;
import io.parley.site.Current;
import io.parley.site.Series;
import io.parley.site.SeriesId;
import io.parley.site.Summary;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Series and their history as the API shows them. */
final class SeriesShape {
  private static final Set<Series.Kind> NUMBERS =
      EnumSet.of(Series.Kind.MEASUREMENT, Series.Kind.COUNTER, Series.Kind.STATISTIC);

  private SeriesShape() {}

  /**
   * A list of series.
   *
   * @param of how many there are, shown or not
   */
  static Map<String, Object> list(TelemetryView view, List<Series> shown, int of) {
    Instant now = view.clock().instant();
    return Shape.map(
        "series",
        shown.stream()
            .<Object>map(one -> series(one, view.site().current(one.id()).orElse(null), now))
            .toList(),
        "of",
        of,
        "unread",
        view.counts().get().stream().flatMap(count -> unread(count).stream()).toList());
  }

  private static Map<String, Object> series(Series series, @Nullable Current now, Instant clock) {
    boolean stands = now != null && now.ended() == null;
    Instant at = now == null ? null : now.at();
    return Shape.map(
        "thing", some(series.thing()),
        "name", series.name(),
        "quantity", some(series.quantity()),
        "value", stands && now != null ? value(now.value()) : null,
        "state", stands && now != null ? now.state() : null,
        "unit", series.unit(),
        "at", at == null ? null : at.toString(),
        "ageSeconds", at == null ? null : Math.max(0, Duration.between(at, clock).toSeconds()),
        "place", some(series.place()),
        "floor", some(series.floor()),
        "class", some(series.deviceClass()),
        "kind", word(series.kind()),
        "topic", series.id().topic(),
        "path", series.id().path(),
        "ended", now == null ? null : ended(now),
        "limits", limits(series.limits()),
        "lacks", lacks(series, now));
  }

  private static @Nullable Object ended(Current now) {
    Current.Ended ended = now.ended();
    if (ended == null) {
      return null;
    }
    Instant since = ended.since();
    return Shape.map(
        "why", word(ended.why()),
        "since", since == null ? null : since.toString(),
        "last", value(now.value()));
  }

  private static @Nullable Object limits(Series.@Nullable Limits limits) {
    return limits == null ? null : Shape.map("low", limits.low(), "high", limits.high());
  }

  /** What a number needs in order to be compared, and does not have. */
  private static @Nullable List<String> lacks(Series series, @Nullable Current now) {
    if (now == null || !(now.value() instanceof Number) || !NUMBERS.contains(series.kind())) {
      return null;
    }
    List<String> lacks = new ArrayList<>();
    if (series.quantity().isEmpty()) {
      lacks.add("quantity");
    }
    if (series.unit() == null) {
      lacks.add("unit");
    }
    return lacks.isEmpty() ? null : lacks;
  }

  private static List<Object> unread(IngestCount count) {
    List<Object> unread = new ArrayList<>();
    count
        .unreadable()
        .forEach((kind, times) -> unread.add(unread(count.filter(), kind.word(), times)));
    count.noted().forEach((kind, times) -> unread.add(unread(count.filter(), kind.word(), times)));
    return unread;
  }

  private static Map<String, Object> unread(String filter, String kind, long times) {
    return Shape.map("filter", filter, "kind", kind, "count", times);
  }

  /** The summaries of a series; without {@code series} it is no longer there. */
  static Map<String, Object> history(
      SeriesId id, @Nullable Series series, @Nullable Instant since, List<Summary> summaries) {
    return Shape.map(
        "topic",
        id.topic(),
        "path",
        id.path(),
        "name",
        series == null ? null : series.name(),
        "unit",
        series == null ? null : series.unit(),
        "knownSince",
        since == null ? null : since.toString(),
        "points",
        summaries.stream().<Object>map(SeriesShape::point).toList());
  }

  private static Map<String, Object> point(Summary one) {
    return Shape.map(
        "from", one.from().toString(),
        "to", one.to().toString(),
        "min", one.min(),
        "max", one.max(),
        "mean", one.mean(),
        "first", one.first(),
        "last", one.last(),
        "coverage", one.coverage());
  }

  /** A number that JSON's readers cannot hold is shown as a text. */
  private static Object value(Object value) {
    boolean shown =
        value instanceof Boolean
            || (value instanceof BigInteger whole && whole.bitLength() < Long.SIZE)
            || (value instanceof Number number
                && !(value instanceof BigInteger)
                && Double.isFinite(number.doubleValue()));
    return shown ? value : String.valueOf(value);
  }

  private static @Nullable String some(String text) {
    return text.isEmpty() ? null : text;
  }

  private static String word(Enum<?> one) {
    return one.name().toLowerCase(Locale.ROOT);
  }
}
