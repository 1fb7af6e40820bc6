package io.parley.evaluation;

import io.parley.query.Result;
import io.parley.site.Series;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of results. */
final class Rows {
  /** The most rows of a result. */
  static final int MOST = 50;

  private Rows() {}

  static <T> List<T> cut(List<T> rows) {
    return rows.size() <= MOST ? rows : rows.subList(0, MOST);
  }

  static Result.Row of(
      Series series,
      Object value,
      @Nullable String state,
      @Nullable String unit,
      @Nullable Instant at) {
    return new Result.Row(
        series.id().topic(),
        series.id().path(),
        series.name(),
        series.thing(),
        series.quantity(),
        value,
        state,
        unit,
        at);
  }

  static List<Result.Row> of(List<Reading> readings) {
    return cut(readings).stream().map(Reading::row).toList();
  }
}
