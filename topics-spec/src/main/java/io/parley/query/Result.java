package io.parley.query;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a query came to: values with what they rest on. A result says what was left out; words are
 * made from it elsewhere.
 */
public sealed interface Result {
  /** What the answer rests on, in the order in which it is told. */
  List<Row> rows();

  /**
   * One series of the result.
   *
   * @param topic its topic
   * @param path where in the payload
   * @param name its name, e.g. {@code boiler 3 temperature}
   * @param thing the thing's name, e.g. {@code boiler 3}
   * @param quantity what is measured; empty if unknown
   * @param value a number, text or boolean as it came in, or the computed value in {@code unit}
   * @param state the canonical state where the value is one, e.g. {@code open}
   * @param unit the value's unit; absent if unknown
   * @param at when the value came or held; absent if unknown
   */
  record Row(
      String topic,
      String path,
      String name,
      String thing,
      String quantity,
      Object value,
      @Nullable String state,
      @Nullable String unit,
      @Nullable Instant at) {}

  /**
   * A series that belongs to the scope and has no part in the result.
   *
   * @param name its name
   * @param why why
   * @param since since when; absent if unknown
   */
  record LeftOut(String name, Why why, @Nullable Instant since) {}

  /** Why a series has no part in a result. */
  enum Why {
    UNAVAILABLE,
    OFFLINE,
    REMOVED,
    STALE,
    OTHER_UNIT,
    NOT_A_NUMBER,
    NOT_KNOWN_SO_LONG
  }

  /** Values of one or more series: {@code value}, {@code list}, {@code limit}, {@code age}. */
  record Values(List<Row> rows, int of, List<LeftOut> leftOut) implements Result {
    public Values {
      rows = List.copyOf(rows);
      leftOut = List.copyOf(leftOut);
    }
  }

  /**
   * Yes or no: {@code any}, {@code all}, {@code compare}.
   *
   * @param rows those that fulfil the condition and, where the scope is one series, that one
   * @param of how many series were judged
   */
  record Truth(boolean yes, List<Row> rows, int of, List<LeftOut> leftOut) implements Result {
    public Truth {
      rows = List.copyOf(rows);
      leftOut = List.copyOf(leftOut);
    }
  }

  /** How many: {@code count}, {@code times}. */
  record Count(int count, int of, List<Row> rows, List<LeftOut> leftOut) implements Result {
    public Count {
      rows = List.copyOf(rows);
      leftOut = List.copyOf(leftOut);
    }
  }

  /**
   * One number: {@code mean}, {@code sum}, {@code difference}, {@code ratio}, or {@code max} and
   * {@code min} of one series over a span.
   *
   * @param of how many series it is of
   * @param at when, for an extreme over time
   * @param coverage the share of the span for which values are known, 0..1; 1 without a span
   */
  record Computed(
      BigDecimal number,
      @Nullable String unit,
      int of,
      @Nullable Instant at,
      double coverage,
      List<Row> rows,
      List<LeftOut> leftOut)
      implements Result {
    public Computed {
      rows = List.copyOf(rows);
      leftOut = List.copyOf(leftOut);
    }
  }

  /** The extremes of a group, the first first: {@code max}, {@code min}. */
  record Extremes(List<Row> rows, int of, double coverage, List<LeftOut> leftOut)
      implements Result {
    public Extremes {
      rows = List.copyOf(rows);
      leftOut = List.copyOf(leftOut);
    }
  }

  /**
   * A moment: {@code when}.
   *
   * @param at the moment; absent: not since {@code knownSince}
   * @param knownSince since when the series is known
   */
  record Moment(@Nullable Instant at, Instant knownSince, List<Row> rows) implements Result {
    public Moment {
      rows = List.copyOf(rows);
    }
  }

  /**
   * A length of time: {@code duration}, {@code age}.
   *
   * @param holds whether the condition holds now
   * @param atLeast whether it may be longer, since it held before the series was known
   */
  record Length(Duration length, boolean holds, boolean atLeast, double coverage, List<Row> rows)
      implements Result {
    public Length {
      rows = List.copyOf(rows);
    }
  }

  /** Which way a value goes: {@code trend}. */
  record Trend(Way way, BigDecimal change, @Nullable String unit, Duration over, List<Row> rows)
      implements Result {
    public Trend {
      rows = List.copyOf(rows);
    }
  }

  /** A way. */
  enum Way {
    RISING,
    FALLING,
    STEADY
  }

  /** What changed: {@code changes}. */
  record Changed(List<Change> changes, int of, List<Row> rows) implements Result {
    public Changed {
      changes = List.copyOf(changes);
      rows = List.copyOf(rows);
    }
  }

  /** One series that changed: its value before and after, and when it last did. */
  record Change(Row row, Object before, @Nullable String stateBefore, Instant at, int times) {}

  /** What is wrong: {@code problems}; an empty list is good news about {@code of} series. */
  record Problems(List<Problem> problems, int of, List<Row> rows) implements Result {
    public Problems {
      problems = List.copyOf(problems);
      rows = List.copyOf(rows);
    }
  }

  /** One thing that is wrong. */
  record Problem(Row row, Trouble trouble, @Nullable BigDecimal limit) {}

  /** A kind of trouble. */
  enum Trouble {
    OVER_LIMIT,
    UNDER_LIMIT,
    FAULT,
    LEAK,
    SMOKE,
    OFFLINE,
    UNAVAILABLE,
    LOW_BATTERY,
    STALE
  }

  /** What there is to ask about: {@code topics}. */
  record Topics(List<String> things, List<String> quantities, List<Row> rows) implements Result {
    public Topics {
      things = List.copyOf(things);
      quantities = List.copyOf(quantities);
      rows = List.copyOf(rows);
    }
  }

  /**
   * The query is understood, and nothing can be said for sure.
   *
   * @param code {@code unknown-word}, {@code stale}, {@code incomplete}
   * @param detail what is missing, as data: the entry of the scope that names nothing
   * @param rows what is known all the same
   */
  record Unknown(String code, String detail, List<Row> rows, List<LeftOut> leftOut)
      implements Result {
    public Unknown {
      rows = List.copyOf(rows);
      leftOut = List.copyOf(leftOut);
    }
  }
}
