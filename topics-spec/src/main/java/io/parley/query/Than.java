package io.parley.query;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The other side of a difference, a ratio or a comparison. */
public sealed interface Than {
  /**
   * A number.
   *
   * @param unit its unit; absent: that of the value in scope
   */
  record Literal(BigDecimal number, @Nullable String unit) implements Than {}

  /** What another scope names. */
  record Other(Scope scope) implements Than {}

  /** The same series as it was in or at another time. */
  record Before(Span span) implements Than {}

  /** The limit of the series itself. */
  record OwnLimit() implements Than {}
}
