package io.parley.query;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a query asks for; its name in JSON is {@link #code()}. */
public enum Find {
  /**
   * The value of each series in scope: now, or as it was at {@link Span.Ago} or {@link Span.At}.
   */
  VALUE,
  /** How old the value is. */
  AGE,
  /** Which series fulfil the condition; without a condition, which there are. */
  LIST,
  /** How many those are. */
  COUNT,
  /** Whether at least one series fulfils the condition. */
  ANY,
  /** Whether every series fulfils it. */
  ALL,
  /** The {@code top} greatest values; with a span, the greatest value in it. */
  MAX,
  /** The {@code top} least values; with a span, the least value in it. */
  MIN,
  /** The mean of the values; with a span, weighted by the time for which each value held. */
  MEAN,
  /** The total of values that can be added; of counters over a span, what was added in it. */
  SUM,
  /** The value in scope less the value of {@code than}. */
  DIFFERENCE,
  /** The value in scope divided by the value of {@code than}. */
  RATIO,
  /** Whether the value in scope compares with the value of {@code than} as the condition says. */
  COMPARE,
  /** The limits that the series have. */
  LIMIT,
  /** What changed in the span. */
  CHANGES,
  /** Whether the value rises, falls or stays. */
  TREND,
  /** For how long the condition has held; with a span, for how long in it altogether. */
  DURATION,
  /** When the condition last began to hold; without a condition, when the value last changed. */
  WHEN,
  /** How many times the condition began to hold in the span. */
  TIMES,
  /** What is wrong: values over limits, faults, leaks, offline, low batteries. */
  PROBLEMS,
  /** What there is to ask about. */
  TOPICS;

  /** Its name in JSON, e.g. {@code max}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The one of this name in JSON. */
  public static Optional<Find> of(String code) {
    return Stream.of(values()).filter(find -> find.code().equals(code)).findFirst();
  }
}
