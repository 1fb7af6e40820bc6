package io.parley.meter;

import java.time.Duration;

/**
 * Counts what happens. Names are words in lower case with underscores, without prefix and without a
 * word for their kind: {@code questions}, {@code answer_seconds}. Labels are pairs of name and
 * value; values come from a small closed set (a status, a route), never from a client.
 */
public interface Meter {
  /** Counts nothing. */
  Meter NONE =
      new Meter() {
        @Override
        public void add(String name, long amount, String... labels) {}

        @Override
        public void took(String name, Duration time, String... labels) {}
      };

  /** Adds to a count; the amount is not negative. */
  void add(String name, long amount, String... labels);

  /** Notes how long something took. */
  void took(String name, Duration time, String... labels);

  /** Adds one to a count. */
  default void count(String name, String... labels) {
    add(name, 1, labels);
  }
}
