package io.parley.knowledge;

import io.parley.knowledge.Fact.Limits;
import io.parley.knowledge.Fact.Window;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One series: what it is called and what has come. Its own monitor guards it. */
final class Series {
  /** Where a series comes from. */
  record Key(String topic, String path) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int byTopic = topic.compareTo(other.topic);
      return byTopic == 0 ? path.compareTo(other.path) : byTopic;
    }
  }

  private static final int MOST_SCALE = 9;

  final Key key;
  final boolean diagnostic;
  private String name;
  private String quantity;
  private @Nullable String unit;
  private Map<String, String> states = Map.of();
  private Object value;
  private @Nullable Instant at;
  private @Nullable Instant changed;
  private boolean restored;
  private @Nullable Ended ended;
  private int scale;
  private Ring @Nullable [] rings;
  private @Nullable Words words;

  Series(Key key, String name, Object value, boolean diagnostic) {
    this.key = key;
    this.name = name;
    this.quantity = Naming.quantity(name);
    this.value = value;
    this.diagnostic = diagnostic;
  }

  private static Ring[] newRings() {
    return new Ring[] {
      new Ring(Duration.ofMinutes(10), 20),
      new Ring(Duration.ofHours(1), 30),
      new Ring(Duration.ofDays(1), 48)
    };
  }

  /** Takes what a device says about the series; says whether its words changed. */
  synchronized boolean describe(
      String newName,
      @Nullable String newQuantity,
      @Nullable String newUnit,
      Map<String, String> newStates) {
    String said = newQuantity == null ? Naming.quantity(newName) : newQuantity;
    boolean renamed = !newName.equals(name) || !said.equals(quantity);
    name = newName;
    quantity = said;
    states = newStates;
    if (newUnit != null) {
      unit = newUnit;
    }
    if (renamed) {
      words = null;
    }
    return renamed;
  }

  /** Takes a value; says what became of it. */
  synchronized Taken take(
      Object newValue, @Nullable String newUnit, @Nullable Instant newAt, boolean first) {
    Instant known = at;
    if (newAt != null && known != null && newAt.isBefore(known) && !restored) {
      record(newValue, newAt);
      return Taken.LATE;
    }
    boolean differs = takeNow(newValue, newUnit, newAt, first);
    return differs ? Taken.CHANGED : Taken.SAME;
  }

  private boolean takeNow(
      Object newValue, @Nullable String newUnit, @Nullable Instant newAt, boolean first) {
    boolean differs = first || !same(newValue, value);
    ended = null;
    value = newValue;
    if (newUnit != null) {
      unit = newUnit;
    }
    if (newAt == null) {
      if (differs) {
        at = null;
        changed = null;
        restored = false;
      }
      return differs;
    }
    if (differs && !first) {
      changed = newAt;
    }
    at = newAt;
    restored = false;
    record(newValue, newAt);
    return differs;
  }

  /** Ends the value, unless it has ended already; says whether it had not. */
  synchronized boolean end(Ended how) {
    if (ended != null) {
      return false;
    }
    ended = how;
    return true;
  }

  /** The value stands again where it ended for this reason only. */
  synchronized void resume(Ended.Why why) {
    if (ended != null && ended.why() == why) {
      ended = null;
    }
  }

  synchronized boolean ended() {
    return ended != null;
  }

  private static boolean same(Object a, Object b) {
    if (a instanceof BigDecimal x && b instanceof BigDecimal y) {
      return x.compareTo(y) == 0;
    }
    return a.equals(b);
  }

  private void record(Object newValue, Instant newAt) {
    if (!(newValue instanceof Number number)) {
      return;
    }
    if (number instanceof BigDecimal decimal) {
      scale = Math.max(scale, Math.min(MOST_SCALE, decimal.scale()));
    }
    Ring[] mine = rings;
    if (mine == null) {
      mine = newRings();
      rings = mine;
    }
    for (Ring ring : mine) {
      ring.add(number.doubleValue(), newAt);
    }
  }

  /** The words it is found by, computed once. */
  synchronized Words words() {
    Words mine = words;
    if (mine == null) {
      mine = Words.of(name, quantity);
      words = mine;
    }
    return mine;
  }

  synchronized Object value() {
    return value;
  }

  /** The value as people say it, lower case. */
  synchronized String said() {
    String state = state();
    return (state == null ? value.toString() : state).toLowerCase(Locale.ROOT);
  }

  synchronized String quantity() {
    return quantity;
  }

  synchronized @Nullable String unit() {
    return unit;
  }

  synchronized @Nullable String state() {
    return stateOf(value);
  }

  /** A value in words, where it is a state. */
  synchronized @Nullable String stateOf(Object value) {
    String state = states.get(value.toString());
    return state == null ? States.of(name, quantity, value) : state;
  }

  synchronized Fact fact(Instant now, @Nullable Limits limits, boolean guessUnit) {
    String shownUnit = unit;
    if (shownUnit == null && guessUnit && value instanceof Number) {
      shownUnit = Quantities.shipped().usualUnit(quantity);
    }
    List<Window> windows = new ArrayList<>();
    if (rings != null && value instanceof Number) {
      for (Ring ring : Objects.requireNonNull(rings)) {
        ring.window(now, scale).ifPresent(windows::add);
      }
    }
    return new Fact(
        key.topic(),
        key.path(),
        name,
        quantity,
        value,
        shownUnit,
        at,
        changed,
        limits,
        windows,
        state(),
        restored,
        ended);
  }

  synchronized void write(DataOutputStream out) throws IOException {
    SeriesForm.text(out, key.topic());
    SeriesForm.text(out, key.path());
    SeriesForm.text(out, name);
    SeriesForm.text(out, quantity);
    SeriesForm.text(out, unit);
    out.writeShort(states.size());
    for (Map.Entry<String, String> state : states.entrySet()) {
      SeriesForm.text(out, state.getKey());
      SeriesForm.text(out, state.getValue());
    }
    SeriesForm.value(out, value);
    SeriesForm.instant(out, at);
    SeriesForm.instant(out, changed);
    SeriesForm.ended(out, ended);
    out.writeByte(scale);
    out.writeBoolean(rings != null);
    if (rings != null) {
      for (Ring ring : Objects.requireNonNull(rings)) {
        ring.write(out);
      }
    }
  }

  static Series read(DataInputStream in, Diagnostics diagnostics) throws IOException {
    Key key = new Key(SeriesForm.required(in), SeriesForm.required(in));
    String name = SeriesForm.required(in);
    String quantity = SeriesForm.required(in);
    String unit = SeriesForm.text(in);
    Map<String, String> states = SeriesForm.states(in);
    Object value = SeriesForm.value(in);
    Series series = new Series(key, name, value, diagnostics.covers(key.topic(), key.path()));
    series.describe(name, quantity, unit, states);
    series.comeBack(
        SeriesForm.instant(in), SeriesForm.instant(in), SeriesForm.ended(in), in.readByte());
    if (in.readBoolean()) {
      series.readRings(in);
    }
    return series;
  }

  private synchronized void comeBack(
      @Nullable Instant newAt,
      @Nullable Instant newChanged,
      @Nullable Ended newEnded,
      int newScale) {
    ended = newEnded;
    at = newAt;
    changed = newChanged;
    scale = Math.max(0, Math.min(MOST_SCALE, newScale));
    restored = true;
  }

  private synchronized void readRings(DataInputStream in) throws IOException {
    Ring[] mine = newRings();
    for (Ring ring : mine) {
      ring.read(in);
    }
    rings = mine;
  }
}
