package io.parley.evaluation;

import io.parley.query.Result;
import io.parley.site.Series;
import io.parley.units.Numbers;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A value that is known to hold at the time of the query.
 *
 * @param number the value as a number; null if it is none
 * @param at when it came or began to hold; null if unknown
 */
record Reading(
    Series series,
    Object value,
    @Nullable String state,
    @Nullable BigDecimal number,
    @Nullable String unit,
    @Nullable Instant at) {
  /** The most rows of a result. */
  static final int MOST_ROWS = 50;

  static Reading of(Series series, Object value, @Nullable String state, @Nullable Instant at) {
    BigDecimal number = state == null ? Numbers.of(value) : null;
    return new Reading(series, value, state, number, series.unit(), at);
  }

  /** The same with another number in another unit. */
  Reading told(BigDecimal other, @Nullable String otherUnit) {
    return new Reading(series, other, state, other, otherUnit, at);
  }

  Result.Row row() {
    return row(series, value, state, unit, at);
  }

  String name() {
    return series.name();
  }

  /** The rows of a result, as many as are told. */
  static List<Result.Row> rows(List<Reading> readings) {
    return cut(readings).stream().map(Reading::row).toList();
  }

  /** As many as are told. */
  static <T> List<T> cut(List<T> rows) {
    return rows.size() <= MOST_ROWS ? rows : rows.subList(0, MOST_ROWS);
  }

  /** A row of a value that does not hold, or is none of the series' own. */
  static Result.Row row(
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
}
