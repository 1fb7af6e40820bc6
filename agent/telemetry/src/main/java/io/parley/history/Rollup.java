package io.parley.history;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a series was worth over a stretch of time, in epoch milliseconds. Values are added in the
 * order of time. Not safe for several threads.
 */
final class Rollup {
  /** The most states of one stretch that are told apart; the time of further ones is not known. */
  static final int MOST_STATES = 32;

  final long from;
  final long to;

  double first = Double.NaN;
  double last = Double.NaN;
  double min = Double.NaN;
  double max = Double.NaN;

  /** The sum of number x milliseconds. */
  double integral;

  /** For how long a number is known, in milliseconds. */
  double covered;

  /** How many values began in it, gaps not counted. */
  long count;

  final List<Tally> states = new ArrayList<>(0);
  @Nullable StateValue lastState;

  Rollup(long from, long to) {
    this.from = from;
    this.to = to;
  }

  /** The time that one state had, and how often it was entered. */
  static final class Tally {
    final StateValue value;
    double ms;
    long entries;

    Tally(StateValue value) {
      this.value = value;
    }
  }

  /** Whether nothing is known. */
  boolean isEmpty() {
    return covered == 0 && states.isEmpty() && count == 0;
  }

  /** For how long a value is known, in milliseconds. */
  double known() {
    double sum = 0;
    for (Tally tally : states) {
      sum += tally.ms;
    }
    return Math.max(sum, covered);
  }

  /**
   * Adds a value.
   *
   * @param ms for how long it held
   * @param entered whether it began here
   */
  void add(double number, @Nullable StateValue other, long ms, boolean entered) {
    if (StateValue.GAP.equals(other)) {
      return;
    }
    count += entered ? 1 : 0;
    double value = other == null ? number : other.number();
    if (!Double.isNaN(value)) {
      addNumbers(value, value, value, value);
      integral += value * (double) ms;
      covered += (double) ms;
    }
    if (other != null) {
      addState(other, (double) ms, entered ? 1 : 0);
    }
  }

  /**
   * Adds a part of what another one knows that comes after all that was added.
   *
   * @param share the part of it, 0..1; its extremes are taken whole
   */
  void add(Rollup next, double share) {
    if (next.covered > 0) {
      addNumbers(next.first, next.last, next.min, next.max);
      integral += next.integral * share;
      covered += next.covered * share;
    }
    count += share == 1 ? next.count : Math.round(next.count * share);
    for (Tally tally : next.states) {
      addState(
          tally.value,
          tally.ms * share,
          share == 1 ? tally.entries : Math.round(tally.entries * share));
    }
    if (next.lastState != null) {
      lastState = next.lastState;
    }
  }

  void addNumbers(double aFirst, double aLast, double aMin, double aMax) {
    if (Double.isNaN(first)) {
      first = aFirst;
      min = aMin;
      max = aMax;
    }
    min = Math.min(min, aMin);
    max = Math.max(max, aMax);
    last = aLast;
  }

  void addState(StateValue value, double ms, long entries) {
    Tally tally = tally(value);
    if (tally != null) {
      tally.ms += ms;
      tally.entries += entries;
      lastState = tally.value;
    }
  }

  private @Nullable Tally tally(StateValue value) {
    for (Tally tally : states) {
      if (tally.value.equals(value)) {
        return tally;
      }
    }
    if (states.size() == MOST_STATES) {
      return null;
    }
    Tally added = new Tally(value);
    states.add(added);
    return added;
  }

  /** The number over the whole stretch, NaN if none is known. */
  double mean() {
    return covered == 0 ? Double.NaN : Math.min(max, Math.max(min, integral / covered));
  }
}
