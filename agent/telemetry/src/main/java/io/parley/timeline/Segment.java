package io.parley.timeline;

import io.parley.units.Numbers;
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
public record Segment(
    Instant from, Instant to, Instant began, @Nullable Object value, @Nullable String state) {

  /** Whether a value is known. */
  public boolean known() {
    return value != null;
  }

  /** The value as a number; null if it is none. */
  public @Nullable BigDecimal number() {
    return state == null ? Numbers.of(value) : null;
  }

  /** How long it is. */
  public double seconds() {
    Duration length = Duration.between(from, to);
    return length.getSeconds() + length.getNano() / 1e9;
  }
}
