package io.parley.query;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a value must be like; {@link #not()} turns it round for series whose value is known. */
public sealed interface Condition {
  /** Whether what is said must not be so. */
  boolean not();

  /** How two numbers compare. */
  enum Op {
    ABOVE,
    BELOW,
    AT_LEAST,
    AT_MOST,
    EQUAL;

    /** Its name in JSON, e.g. {@code at-least}. */
    public String code() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The one of this name in JSON. */
    public static Optional<Op> of(String code) {
      return Stream.of(values()).filter(op -> op.code().equals(code)).findFirst();
    }
  }

  /** Which of its own limits a value is beyond. */
  enum Side {
    HIGH,
    LOW,
    EITHER;

    /** Its name in JSON. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The one of this name in JSON. */
    public static Optional<Side> of(String code) {
      return Stream.of(values()).filter(side -> side.code().equals(code)).findFirst();
    }
  }

  /**
   * A state.
   *
   * @param state e.g. {@code on}, {@code open}, {@code offline}, or the very text of a value
   */
  record StateIs(String state, boolean not) implements Condition {
    public StateIs {
      if (state.isBlank() || state.length() > Scope.MOST_CHARACTERS) {
        throw new QueryException(
            "where.state", "must have 1 to %d characters".formatted(Scope.MOST_CHARACTERS));
      }
      state = state.toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A number to compare with.
   *
   * @param number what to compare with
   * @param unit its unit; absent: that of the series
   */
  record Compares(Op op, BigDecimal number, @Nullable String unit, boolean not)
      implements Condition {}

  /** Between two numbers, both included. */
  record Between(BigDecimal low, BigDecimal high, @Nullable String unit, boolean not)
      implements Condition {
    public Between {
      if (low.compareTo(high) > 0) {
        throw new QueryException("where.low", "%s must be at most %s".formatted(low, high));
      }
    }
  }

  /** Beyond a limit of its own. */
  record BeyondLimit(Side side, boolean not) implements Condition {}

  /** How the value in scope compares with that of {@link Than.Other} or {@link Than.Before}. */
  record Relation(Op op, boolean not) implements Condition {}
}
