package io.parley.evaluation;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A value over the time for which it held inside a window.
 *
 * @param began when the value came, which may be before the window
 * @param value the value; null: none is known
 */
record Segment(
    Instant from, Instant to, Instant began, @Nullable Object value, @Nullable String state) {

  boolean known() {
    return value != null;
  }

  @Nullable BigDecimal number() {
    return state == null ? Numbers.of(value) : null;
  }

  double seconds() {
    Duration length = Duration.between(from, to);
    return length.getSeconds() + length.getNano() / 1e9;
  }
}
