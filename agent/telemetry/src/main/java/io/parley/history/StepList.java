package io.parley.history;

import io.parley.site.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The steps of a series: what summaries know, then the changes as they came. */
final class StepList {
  private final List<Step> steps = new ArrayList<>();
  private final boolean whole;

  /** For numbers of which all came as whole ones, or not all. */
  StepList(boolean whole) {
    this.whole = whole;
  }

  private Object number(double number) {
    return whole ? StateValue.whole((long) number) : (Object) number;
  }

  /** Adds what summaries know, and gaps where there are none. */
  void addRollups(List<Rollup> rollups, long exactFrom) {
    long knownTo = rollups.isEmpty() ? exactFrom : rollups.get(0).from;
    for (Rollup rollup : rollups) {
      if (rollup.from > knownTo) {
        add(knownTo, null, null);
      }
      knownTo = rollup.states.isEmpty() ? addNumber(rollup) : addStates(rollup);
    }
    if (knownTo < exactFrom) {
      add(knownTo, null, null);
    }
  }

  private long addNumber(Rollup rollup) {
    add(rollup.from, number(rollup.first), null);
    return rollup.to;
  }

  /** Each state for the time that it had, the last one last: sums over the steps stay exact. */
  private long addStates(Rollup rollup) {
    List<Rollup.Tally> tallies = new ArrayList<>(rollup.states);
    for (int i = 1; i < tallies.size(); i++) {
      if (tallies.get(i).value.equals(rollup.lastState)) {
        tallies.add(tallies.remove(i));
        break;
      }
    }
    double at = (double) rollup.from;
    for (Rollup.Tally tally : tallies) {
      if (tally.ms > 0) {
        add((long) at, tally.value.value(), tally.value.state());
      }
      at += tally.ms;
    }
    if ((long) at < rollup.to) {
      add((long) at, null, null);
    }
    return rollup.to;
  }

  private void add(long at, @Nullable Object value, @Nullable String state) {
    Step last = steps.isEmpty() ? null : steps.get(steps.size() - 1);
    boolean same =
        last == null
            ? value == null
            : Objects.equals(last.value(), value) && Objects.equals(last.state(), state);
    if (!same) {
      steps.add(new Step(Instant.ofEpochMilli(at), value, state, true));
    }
  }

  void addChanges(List<Stretch.Change> changes) {
    for (Stretch.Change change : changes) {
      StateValue other = change.other();
      Instant at = Instant.ofEpochMilli(change.at());
      if (other == null) {
        steps.add(new Step(at, number(change.number()), null));
      } else if (StateValue.GAP.equals(other)) {
        steps.add(new Step(at, null, null));
      } else {
        steps.add(new Step(at, other.value(), other.state()));
      }
    }
  }

  /** What held at an instant and everything after it. */
  List<Step> from(Instant from) {
    int first = 0;
    while (first + 1 < steps.size() && !steps.get(first + 1).at().isAfter(from)) {
      first++;
    }
    return List.copyOf(steps.subList(first, steps.size()));
  }
}
