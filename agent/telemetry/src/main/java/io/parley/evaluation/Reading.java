package io.parley.evaluation;

import io.parley.query.Result;
import io.parley.site.Series;
import io.parley.units.Numbers;
import java.math.BigDecimal;
import java.time.Instant;
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

  static Reading of(Series series, Object value, @Nullable String state, @Nullable Instant at) {
    BigDecimal number = state == null ? Numbers.of(value) : null;
    return new Reading(series, value, state, number, series.unit(), at);
  }

  /** The same with another number in another unit. */
  Reading told(BigDecimal other, @Nullable String otherUnit) {
    return new Reading(series, other, state, other, otherUnit, at);
  }

  Result.Row row() {
    return Rows.of(series, value, state, unit, at);
  }

  String name() {
    return series.name();
  }
}
