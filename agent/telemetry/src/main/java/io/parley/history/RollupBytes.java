package io.parley.history;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Summaries of one series in the order of time, in few bytes: about 11 for 10 minutes of a sensor,
 * none for a stretch in which the last value just went on. In memory and in files they are the
 * same.
 */
final class RollupBytes {
  private static final int SCALE = 7;
  private static final int FULL = 8;
  private static final int FIRST_IS_LAST = 16;
  private static final int FOLLOWS = 32;
  private static final int NUMBER = 64;
  private static final int STATES = 128;

  /** The most values of states in it; the time of further ones is not known. */
  private static final int MOST_VALUES = 64;

  /** The longest run that is read: ten minutes for a year. */
  private static final int LONGEST_RUN = 60_000;

  private final List<StateValue> values = new ArrayList<>(0);
  private final ByteSink sink = new ByteSink(16);
  private int run;
  private long oldest = Long.MAX_VALUE;

  private long prevTo;
  private long prevLength;
  private double prevLast = Double.NaN;
  private @Nullable StateValue prevState;

  RollupBytes() {
    this(0, 0);
  }

  /**
   * For summaries of a time that whoever reads them knows.
   *
   * @param from when the first one starts, if it is there
   * @param length how long most of them are
   */
  RollupBytes(long from, long length) {
    prevTo = from;
    prevLength = length;
  }

  /** How many bytes it takes, about. */
  int size() {
    return sink.size();
  }

  /** When the first one starts; the greatest long if there is none. */
  long oldest() {
    return oldest;
  }

  boolean isEmpty() {
    return sink.size() == 0;
  }

  void append(Rollup rollup) {
    long length = rollup.to - rollup.from;
    boolean follows = rollup.from == prevTo && length == prevLength;
    if (follows && run < LONGEST_RUN && goesOn(rollup, length)) {
      run++;
      prevTo = rollup.to;
      return;
    }
    boolean number = rollup.covered > 0;
    boolean states = !rollup.states.isEmpty();
    if (!number && !states) {
      return;
    }
    oldest = Math.min(oldest, rollup.from);
    endRun();
    int scale = number ? Decimals.scale(rollup.first, rollup.last, rollup.min, rollup.max) : 0;
    boolean full = (long) rollup.covered == length;
    boolean same = number && Decimals.stored(rollup.first, scale) == prevLast;
    int head = scale | (full ? FULL : 0) | (same ? FIRST_IS_LAST : 0) | (follows ? FOLLOWS : 0);
    sink.put(head | (number ? NUMBER : 0) | (states ? STATES : 0));
    if (!follows) {
      sink.signed(rollup.from - prevTo);
      sink.varint(length);
    }
    sink.varint(rollup.count);
    prevTo = rollup.to;
    prevLength = length;
    prevLast = number ? writeNumbers(rollup, scale, full, same) : Double.NaN;
    prevState = states ? writeStates(rollup) : null;
  }

  private boolean goesOn(Rollup rollup, long length) {
    if (rollup.count != 0) {
      return false;
    }
    boolean number =
        Double.isNaN(prevLast)
            ? rollup.covered == 0
            : (long) rollup.covered == length
                && rollup.min == rollup.max
                && Decimals.standsFor(prevLast, rollup.min);
    if (prevState == null) {
      return number && rollup.states.isEmpty() && !Double.isNaN(prevLast);
    }
    return number
        && rollup.states.size() == 1
        && (long) rollup.states.get(0).ms == length
        && rollup.states.get(0).value.equals(prevState);
  }

  private void endRun() {
    if (run > 0) {
      sink.put(FOLLOWS);
      sink.varint(run);
      run = 0;
    }
  }

  private double writeNumbers(Rollup rollup, int scale, boolean full, boolean same) {
    if (!full) {
      sink.varint((long) rollup.covered);
    }
    if (!same) {
      Decimals.write(sink, rollup.first, scale);
    }
    double last = Decimals.stored(rollup.last, scale);
    if (scale <= Decimals.MOST_PLACES) {
      long first = Decimals.whole(rollup.first, scale);
      sink.varint(first - Decimals.whole(rollup.min, scale));
      sink.varint(Decimals.whole(rollup.max, scale) - first);
      if (rollup.min == rollup.max) {
        return last;
      }
      sink.signed(Decimals.whole(rollup.last, scale) - first);
    } else {
      Decimals.write(sink, rollup.min, scale);
      Decimals.write(sink, rollup.max, scale);
      Decimals.write(sink, rollup.last, scale);
    }
    // Beside the least value the mean of a large counter keeps the places that float32 would lose.
    double above = rollup.mean() - Decimals.stored(rollup.min, scale);
    Decimals.write(sink, above, scale == Decimals.FLOAT64 ? scale : Decimals.FLOAT32);
    return last;
  }

  private @Nullable StateValue writeStates(Rollup rollup) {
    List<Rollup.Tally> kept = new ArrayList<>(rollup.states);
    kept.removeIf(tally -> index(tally.value) < 0);
    sink.varint(kept.size());
    for (Rollup.Tally tally : kept) {
      sink.varint(index(tally.value));
      sink.varint((long) tally.ms);
      sink.varint(tally.entries);
    }
    StateValue last = rollup.lastState;
    int index = last == null ? -1 : index(last);
    sink.varint(index + 1L);
    return index < 0 ? null : values.get(index);
  }

  private int index(StateValue value) {
    int index = values.indexOf(value);
    if (index < 0 && values.size() < MOST_VALUES) {
      values.add(value);
      index = values.size() - 1;
    }
    return index;
  }

  /** All of it in bytes that {@link #read} takes. */
  byte[] toArray() {
    ByteSink all = new ByteSink(sink.size() + 32);
    all.varint(values.size());
    values.forEach(all::state);
    all.put(sink.toArray());
    if (run > 0) {
      all.put(FOLLOWS);
      all.varint(run);
    }
    return all.toArray();
  }

  /** The summaries in the bytes, in the order of time. */
  static List<Rollup> read(byte[] bytes) {
    return read(bytes, 0, 0);
  }

  /** The summaries in the bytes that were written for a time. */
  static List<Rollup> read(byte[] bytes, long from, long length) {
    return new RollupReading(new ByteSource(bytes), from, length).all();
  }

  /** The summaries in it. */
  List<Rollup> all() {
    return isEmpty() ? List.of() : read(toArray());
  }

  /** Reads one after the other. */
  private static final class RollupReading {
    private final ByteSource source;
    private final List<StateValue> values = new ArrayList<>();
    private final List<Rollup> read = new ArrayList<>();
    private long prevTo;
    private long prevLength;
    private double prevLast = Double.NaN;
    private @Nullable StateValue prevState;

    RollupReading(ByteSource source, long from, long length) {
      this.source = source;
      prevTo = from;
      prevLength = length;
      for (int left = source.count(MOST_VALUES); left > 0; left--) {
        values.add(source.state());
      }
    }

    List<Rollup> all() {
      while (source.hasMore()) {
        int head = source.get();
        if ((head & ~SCALE) == FOLLOWS) {
          run(source.count(LONGEST_RUN));
        } else {
          one(head);
        }
      }
      return read;
    }

    private void run(int windows) {
      for (int left = windows; left > 0; left--) {
        Rollup rollup = new Rollup(prevTo, prevTo + prevLength);
        rollup.add(prevLast, prevState, prevLength, false);
        read.add(rollup);
        prevTo = rollup.to;
      }
    }

    private void one(int head) {
      long from = prevTo;
      if ((head & FOLLOWS) == 0) {
        from += source.signed();
        prevLength = source.varint();
      }
      Rollup rollup = new Rollup(from, from + prevLength);
      rollup.count = source.varint();
      prevTo = rollup.to;
      if ((head & NUMBER) != 0) {
        numbers(rollup, head);
      }
      prevLast = rollup.last;
      prevState = null;
      if ((head & STATES) != 0) {
        states(rollup);
      }
      read.add(rollup);
    }

    private void numbers(Rollup rollup, int head) {
      int scale = head & SCALE;
      rollup.covered = (double) ((head & FULL) != 0 ? prevLength : source.varint());
      double first = (head & FIRST_IS_LAST) != 0 ? prevLast : Decimals.read(source, scale);
      if (scale > Decimals.MOST_PLACES) {
        double min = Decimals.read(source, scale);
        rollup.addNumbers(first, first, min, Decimals.read(source, scale));
        rollup.last = Decimals.read(source, scale);
      } else {
        long whole = Decimals.whole(first, scale);
        double min = Decimals.number(whole - source.varint(), scale);
        rollup.addNumbers(first, first, min, Decimals.number(whole + source.varint(), scale));
        if (rollup.min == rollup.max) {
          rollup.integral = first * rollup.covered;
          return;
        }
        rollup.last = Decimals.number(whole + source.signed(), scale);
      }
      double above = Decimals.read(source, scale == Decimals.FLOAT64 ? scale : Decimals.FLOAT32);
      rollup.integral = (rollup.min + above) * rollup.covered;
    }

    private void states(Rollup rollup) {
      for (int left = source.count(Rollup.MOST_STATES); left > 0; left--) {
        StateValue value = values.get(source.count(values.size() - 1));
        double ms = (double) source.varint();
        rollup.addState(value, ms, source.varint());
      }
      int last = source.count(values.size());
      rollup.lastState = last == 0 ? null : values.get(last - 1);
      prevState = rollup.lastState;
    }
  }
}
