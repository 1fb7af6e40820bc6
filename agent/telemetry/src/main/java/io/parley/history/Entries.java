package io.parley.history;

import io.parley.site.SeriesId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What happened since the last writing, in bytes, in the order in which it came: about seven bytes
 * a change before they are compressed. Not safe for several threads.
 */
final class Entries {
  private static final int DEFINE = 0;
  private static final int FORGET = 1;
  private static final int GAP = 8;
  private static final int NEW_STATE = 9;
  private static final int STATE = 10;
  private static final int WHOLE = 11;

  private final ByteSink sink = new ByteSink(4096);
  private final Map<StateValue, Integer> states = new HashMap<>();
  private long prevAt;

  int size() {
    return sink.size();
  }

  /** Says which series a number stands for. */
  void define(int number, SeriesId id) {
    sink.varint(0);
    sink.put(DEFINE);
    sink.varint(number);
    sink.text(id.topic());
    sink.text(id.path());
  }

  void forget(int number) {
    sink.varint(0);
    sink.put(FORGET);
    sink.varint(number);
  }

  void change(int number, long at, double value, @Nullable StateValue other, boolean whole) {
    sink.varint(number);
    sink.signed(at - prevAt);
    prevAt = at;
    if (other == null && whole) {
      sink.put(WHOLE);
      sink.signed((long) value);
    } else if (other == null) {
      int scale = Decimals.exactScale(value);
      sink.put(scale);
      Decimals.write(sink, value, scale);
    } else if (StateValue.GAP.equals(other)) {
      sink.put(GAP);
    } else {
      Integer index = states.get(other);
      if (index == null) {
        states.put(other, states.size());
        sink.put(NEW_STATE);
        sink.state(other);
      } else {
        sink.put(STATE);
        sink.varint(index);
      }
    }
  }

  /**
   * Takes it all out.
   *
   * @param now the time of writing, epoch milliseconds: until then the values hold
   */
  byte[] take(long now) {
    ByteSink all = new ByteSink(sink.size() + 10);
    all.signed(now);
    all.put(sink.toArray());
    clear();
    return all.toArray();
  }

  void clear() {
    sink.clear();
    states.clear();
    prevAt = 0;
  }

  /** Is told what the bytes say. */
  interface Reader {
    void define(int number, SeriesId id);

    void forget(int number);

    void change(int number, long at, double value, @Nullable StateValue other, boolean whole);
  }

  /** Reads what {@link #take} gave; returns the time of writing. */
  static long read(byte[] bytes, Reader reader) {
    ByteSource source = new ByteSource(bytes);
    long now = source.signed();
    List<StateValue> states = new ArrayList<>();
    long at = 0;
    while (source.hasMore()) {
      int number = source.count(Integer.MAX_VALUE);
      if (number == 0) {
        readOther(source, reader);
      } else {
        at += source.signed();
        readChange(source, reader, number, at, states);
      }
    }
    return now;
  }

  private static void readOther(ByteSource source, Reader reader) {
    int kind = source.get();
    int number = source.count(Integer.MAX_VALUE);
    if (kind == DEFINE) {
      reader.define(number, new SeriesId(source.text(), source.text()));
    } else {
      reader.forget(number);
    }
  }

  private static void readChange(
      ByteSource source, Reader reader, int number, long at, List<StateValue> states) {
    int kind = source.get();
    switch (kind) {
      case GAP -> reader.change(number, at, Double.NaN, StateValue.GAP, true);
      case NEW_STATE -> {
        states.add(source.state());
        reader.change(number, at, Double.NaN, states.get(states.size() - 1), true);
      }
      case STATE -> {
        int index = source.count(states.size() - 1);
        reader.change(number, at, Double.NaN, states.get(index), true);
      }
      case WHOLE -> reader.change(number, at, (double) source.signed(), null, true);
      default -> reader.change(number, at, Decimals.read(source, kind), null, false);
    }
  }
}
