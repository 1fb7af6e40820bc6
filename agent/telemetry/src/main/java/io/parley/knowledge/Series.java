package io.parley.knowledge;

import io.parley.knowledge.Fact.Limits;
import io.parley.knowledge.Fact.Window;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
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

  final Key key;
  final boolean diagnostic;
  private String name;
  private String quantity;
  private @Nullable String unit;
  private Map<String, String> states = Map.of();
  private @Nullable Conversion conversion;
  private @Nullable SeriesKind kind;
  private @Nullable String place;

  /** As it came in; the same object where there is no conversion. */
  private Object raw;

  private Object value;
  private @Nullable Instant at;
  private @Nullable Instant changed;
  private boolean restored;
  private @Nullable Ended ended;
  private final Statistics statistics = new Statistics();
  private @Nullable Words words;

  Series(Key key, String name, Object value, boolean diagnostic) {
    this.key = key;
    this.name = name;
    this.quantity = Naming.quantity(name);
    this.raw = value;
    this.value = value;
    this.diagnostic = diagnostic;
  }

  /** Takes a name, and quantity and states inferred from it; says whether its words changed. */
  synchronized boolean rename(String newName) {
    return describe(newName, new Description(key.topic(), key.path(), null, null, null, Map.of()));
  }

  /** Takes what a device says about the series; says whether its words changed. */
  synchronized boolean describe(String newName, Description said) {
    String newQuantity = said.quantity() == null ? Naming.quantity(newName) : said.quantity();
    boolean renamed = !newName.equals(name) || !newQuantity.equals(quantity);
    name = newName;
    quantity = newQuantity;
    states = said.states();
    kind = said.kind();
    place = said.place();
    if (said.unit() != null) {
      unit = said.unit();
    }
    if (!Objects.equals(conversion, said.conversion())) {
      conversion = said.conversion();
      value = converted(raw);
      statistics.clear();
    }
    if (renamed) {
      words = null;
    }
    return renamed;
  }

  private Object converted(Object newRaw) {
    return conversion == null ? newRaw : conversion.of(newRaw);
  }

  /** Takes a value; says what became of it. */
  synchronized Taken take(
      Object newRaw, @Nullable String newUnit, @Nullable Instant newAt, boolean first) {
    Instant known = at;
    Object newValue = converted(newRaw);
    if (newAt != null && known != null && newAt.isBefore(known) && !restored) {
      statistics.add(newValue, newAt);
      return Taken.LATE;
    }
    raw = newRaw;
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
    statistics.add(newValue, newAt);
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

  /** What the site knows of it. */
  synchronized Known known(Fact fact) {
    SeriesKind said = kind == null ? Kinds.of(name, quantity, fact) : kind;
    return new Known(fact, said, place, diagnostic);
  }

  /**
   * The series as it stands.
   *
   * @param usualUnit whether the usual unit of its quantity is taken where none is known
   * @param celsius whether a temperature may be guessed to be in °C
   */
  synchronized Fact fact(Instant now, @Nullable Limits limits, boolean usualUnit, boolean celsius) {
    String shownUnit = unit;
    if (shownUnit == null && usualUnit && value instanceof Number number) {
      shownUnit = Quantities.shipped().usualUnit(quantity, number.doubleValue(), celsius);
    }
    List<Window> windows = value instanceof Number ? statistics.windows(now) : List.of();
    return new Fact(
        key.topic(),
        key.path(),
        name,
        quantity.isEmpty() && value instanceof Number ? Units.quantity(unit) : quantity,
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
    SeriesForm.value(out, raw);
    SeriesForm.conversion(out, conversion);
    SeriesForm.instant(out, at);
    SeriesForm.instant(out, changed);
    SeriesForm.ended(out, ended);
    statistics.write(out);
  }

  static Series read(DataInputStream in, Diagnostics diagnostics) throws IOException {
    Key key = new Key(SeriesForm.required(in), SeriesForm.required(in));
    String name = SeriesForm.required(in);
    String quantity = SeriesForm.required(in);
    String unit = SeriesForm.text(in);
    Map<String, String> states = SeriesForm.states(in);
    Object value = SeriesForm.value(in);
    Conversion conversion = SeriesForm.conversion(in);
    Series series = new Series(key, name, value, diagnostics.covers(key.topic(), key.path()));
    series.describe(
        name,
        new Description(
            key.topic(), key.path(), name, quantity, unit, states, conversion, null, null));
    series.comeBack(in);
    return series;
  }

  private synchronized void comeBack(DataInputStream in) throws IOException {
    at = SeriesForm.instant(in);
    changed = SeriesForm.instant(in);
    ended = SeriesForm.ended(in);
    statistics.read(in);
    restored = true;
  }
}
