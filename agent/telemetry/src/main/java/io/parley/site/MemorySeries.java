package io.parley.site;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The values of one series in memory; its owner locks. */
final class MemorySeries {
  /** The usual interval is the median of so many. */
  private static final int INTERVALS = 31;

  /** Less than so many intervals are not usual yet. */
  private static final int ENOUGH = 3;

  private final int most;
  private final List<Step> steps = new ArrayList<>();
  private final Deque<Duration> intervals = new ArrayDeque<>();

  private @Nullable Object value;
  private @Nullable String state;
  private @Nullable Instant at;
  private @Nullable Instant changed;
  private Current.@Nullable Ended ended;

  MemorySeries(int most) {
    this.most = most;
  }

  /** Takes a value; an {@code event} is a step even if it is the same again. */
  void take(Object taken, @Nullable String itsState, @Nullable Instant when, boolean event) {
    Instant before = at;
    if (when == null) {
      changed = same(value, taken) && ended == null ? changed : null;
      value = taken;
      state = itsState;
      at = null;
      ended = null;
      return;
    }
    insert(new Step(when, taken, itsState), event);
    if (before != null && when.isBefore(before)) {
      return;
    }
    if (before != null && when.isAfter(before) && ended == null) {
      interval(Duration.between(before, when));
    }
    if (value != null && (event || ended != null || !same(value, taken))) {
      changed = when;
    }
    value = taken;
    state = itsState;
    at = when;
    ended = null;
  }

  private static boolean same(@Nullable Object one, @Nullable Object other) {
    return Objects.equals(one, other);
  }

  private void interval(Duration interval) {
    intervals.addLast(interval);
    if (intervals.size() > INTERVALS) {
      intervals.removeFirst();
    }
  }

  /** Ends the series, not before its last value came: clocks differ. */
  void end(Current.Why why, @Nullable Instant since) {
    Instant last = at;
    Instant from = since != null && last != null && since.isBefore(last) ? last : since;
    ended = new Current.Ended(why, from);
    if (from != null) {
      insert(new Step(from, null, null), false);
    }
  }

  /** Puts a step where its time is; of equal neighbours only the first is a change. */
  private void insert(Step step, boolean event) {
    int place = steps.size();
    while (place > 0 && steps.get(place - 1).at().isAfter(step.at())) {
      place--;
    }
    if (place > 0 && steps.get(place - 1).at().equals(step.at())) {
      place--;
      steps.remove(place);
    }
    if (!event && place < steps.size() && same(steps.get(place).value(), step.value())) {
      steps.remove(place);
    }
    if (event || place == 0 || !same(steps.get(place - 1).value(), step.value())) {
      steps.add(place, step);
    }
    if (steps.size() > most) {
      steps.subList(0, Math.max(1, most / 8)).clear();
    }
  }

  Optional<Current> current() {
    Object held = value;
    if (held == null) {
      return Optional.empty();
    }
    List<Duration> sorted = intervals.stream().sorted().toList();
    Duration usual = sorted.size() < ENOUGH ? null : sorted.get(sorted.size() / 2);
    return Optional.of(new Current(held, state, at, changed, ended, usual));
  }

  /** Since the last gap, or since the first value; empty while there is a gap. */
  Optional<Instant> knownSince() {
    Instant since = null;
    for (int place = steps.size() - 1; place >= 0 && steps.get(place).value() != null; place--) {
      since = steps.get(place).at();
    }
    return Optional.ofNullable(since);
  }

  List<Step> steps(Instant from, Instant to) {
    int first = 0;
    int high = steps.size();
    while (first < high) {
      int middle = (first + high) >>> 1;
      if (steps.get(middle).at().isAfter(from)) {
        high = middle;
      } else {
        first = middle + 1;
      }
    }
    int start = Math.max(0, first - 1);
    int end = start;
    while (end < steps.size() && !steps.get(end).at().isAfter(to)) {
      end++;
    }
    return List.copyOf(steps.subList(start, end));
  }

  /** The numbers from one instant to another as one; empty if none is known. */
  static Optional<Summary> summary(List<Step> steps, Instant from, Instant to) {
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    double sum = 0;
    double seconds = 0;
    double first = Double.NaN;
    double last = Double.NaN;
    for (int place = 0; place < steps.size(); place++) {
      Step step = steps.get(place);
      Instant start = step.at().isBefore(from) ? from : step.at();
      Instant next = place + 1 < steps.size() ? steps.get(place + 1).at() : to;
      Instant end = next.isAfter(to) ? to : next;
      if (step.value() instanceof Number number && start.isBefore(end)) {
        double held = number.doubleValue();
        double length = Duration.between(start, end).toNanos() / 1e9;
        min = Math.min(min, held);
        max = Math.max(max, held);
        sum += held * length;
        seconds += length;
        first = Double.isNaN(first) ? held : first;
        last = held;
      }
    }
    double all = Duration.between(from, to).toNanos() / 1e9;
    return seconds == 0
        ? Optional.empty()
        : Optional.of(new Summary(from, to, min, max, sum / seconds, first, last, seconds / all));
  }
}
