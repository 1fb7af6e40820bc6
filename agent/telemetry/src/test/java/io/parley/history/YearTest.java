package io.parley.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.site.SeriesId;
import io.parley.site.Summary;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A simulated time with gaps, late samples, kills, nights without the node and a clock that jumps,
 * against a computation by definition. {@code -Dparley.history.days=400} makes it a long one.
 */
class YearTest {
  private static final int DAYS = Integer.getInteger("parley.history.days", 20);
  private static final long SEED = Long.getLong("parley.history.seed", 7);
  private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
  private static final long TEN = 600_000;
  private static final long HOUR = 3_600_000;
  private static final long DAY = 86_400_000;
  private static final int FAST = 0;
  private static final int STATES = 2;

  private final long start = Instant.parse("2026-03-10T09:03:17Z").toEpochMilli();
  private final TestClock clock = new TestClock(Instant.ofEpochMilli(start));
  private final Random random = new Random(SEED);
  private final NaiveSeries[] naive = {new NaiveSeries(), new NaiveSeries(), new NaiveSeries()};
  private final long[] next = {start, start, start};
  private final long[] meanPause = {45_000, 20 * 60_000, 3 * HOUR};
  private final double[] walk = {21, 1000, 0};
  private long now = start;
  private long written = start;
  private int compared;

  @TempDir Path folder;

  private SeriesHistory history;

  private static SeriesId id(int series) {
    return new SeriesId("site/series", Integer.toString(series));
  }

  private void set(long instant) {
    now = instant;
    clock.set(Instant.ofEpochMilli(instant));
  }

  @Test
  void everyFigureIsThatOfTheDefinition() throws IOException {
    history = SeriesHistory.open(folder, clock, ZONE);
    while (now < start + DAYS * DAY) {
      hour();
      switch (random.nextInt(60)) {
        case 0 -> killed(random.nextInt(3) == 0 ? random.nextInt((int) (2 * DAY)) : 30_000);
        case 1 -> closed();
        case 2 -> jumped();
        default -> {
          // the node just runs
        }
      }
      if (random.nextInt(4) == 0) {
        compare();
      }
    }
    compareDays();
    history.close();
    assertEquals(0, history.tooLate());
    assertTrue(compared > DAYS * 20, compared + " comparisons");
  }

  private void hour() {
    long end = now + HOUR - random.nextInt(1000);
    while (true) {
      int series = 0;
      for (int i = 1; i < next.length; i++) {
        series = next[i] < next[series] ? i : series;
      }
      if (next[series] >= end) {
        break;
      }
      if (next[series] > now) {
        set(next[series]);
      }
      sample(series);
      next[series] = now + 1 + (long) (random.nextDouble() * 2 * meanPause[series]);
    }
    set(end);
    history.flush();
    written = now;
    List.of(naive).forEach(NaiveSeries::written);
  }

  private void sample(int series) {
    int kind = random.nextInt(100);
    if (kind < 2) {
      history.gap(id(series), clock.instant());
      naive[series].add(now, NaiveSeries.GAP);
      return;
    }
    long at = now;
    if (kind < 7) {
      long late = now - random.nextInt((int) (50 * 60_000L));
      at = naive[series].isClear(late) ? late : now;
    }
    Object value = value(series);
    history.record(id(series), value, null, Instant.ofEpochMilli(at));
    naive[series].add(at, value);
  }

  private Object value(int series) {
    if (series == STATES) {
      return List.of("open", "closed", "tilted").get(random.nextInt(3));
    }
    walk[series] += random.nextInt(11) - 5;
    return series == FAST ? Math.rint(walk[series]) / 10 : walk[series] / 7;
  }

  private void killed(long pause) throws IOException {
    List.of(naive).forEach(series -> series.killed(written));
    set(now + pause);
    history = SeriesHistory.open(folder, clock, ZONE);
    written = now;
  }

  private void closed() throws IOException {
    history.close();
    written = now;
    killed(60_000);
  }

  private void jumped() {
    set(now + 3 * HOUR);
    history.flush();
    for (NaiveSeries series : naive) {
      if (!series.samples.isEmpty() && series.samples.lastKey() < written) {
        series.killed(written);
      }
    }
    written = now;
  }

  private void compare() {
    int series = random.nextInt(3);
    long age = now - start;
    long recent = Math.min(age, 6 * DAY);
    long middle = Math.min(age, 90 * DAY);
    compare(series, aligned(recent, TEN), TEN * (1 + random.nextInt(40)), 1);
    compare(series, aligned(recent, TEN), TEN * 12, 12);
    compare(series, aligned(middle, HOUR), HOUR * (1 + random.nextInt(40)), 1);
    compare(series, aligned(middle, HOUR), HOUR * 48, 16);
    compare(STATES, now - random.nextInt((int) DAY), 1 + random.nextInt((int) HOUR), 1);
    long from = now - random.nextInt((int) DAY);
    assertEquals(
        naive[STATES].steps(from, now),
        history.steps(id(STATES), Instant.ofEpochMilli(from), Instant.ofEpochMilli(now)));
  }

  private long aligned(long most, long length) {
    return (now - (long) (random.nextDouble() * most)) / length * length;
  }

  /** Every local day that there was, and months. */
  private void compareDays() {
    Calendar calendar = new Calendar(ZONE);
    long day = calendar.dayFrom(start);
    for (int i = 0; day < now; i++) {
      long to = calendar.dayTo(day);
      for (int series = 0; series < 3; series++) {
        compare(series, day, to - day, 1);
        if (i % 10 == 0) {
          compare(series, day, calendar.dayTo(day + 20 * DAY) - day, 1);
        }
      }
      day = to;
    }
  }

  private void compare(int series, long from, long length, int most) {
    List<Summary> summaries =
        history.summaries(
            id(series), Instant.ofEpochMilli(from), Instant.ofEpochMilli(from + length), most);
    int found = 0;
    for (int i = 0; i < most; i++) {
      long at = from + length / most * i;
      long to = at + length / most;
      NaiveSeries.Known known = naive[series].known(at, to, now);
      if (series == STATES) {
        if (most == 1) {
          compareStates(at, to, known);
        }
      } else if (known.ms > 0) {
        compare(summaries.get(found++), at, to, known);
      }
    }
    assertEquals(found, summaries.size());
  }

  private void compare(Summary summary, long from, long to, NaiveSeries.Known known) {
    String where = Instant.ofEpochMilli(from) + " to " + Instant.ofEpochMilli(to) + ", at " + now;
    double float32 = Math.max(1, Math.abs(known.max) + Math.abs(known.min)) * 1.2e-7;
    assertEquals(Instant.ofEpochMilli(from), summary.from(), where);
    assertEquals(Instant.ofEpochMilli(to), summary.to(), where);
    assertEquals(known.min, summary.min(), float32, where);
    assertEquals(known.max, summary.max(), float32, where);
    assertEquals(known.sum / known.ms, summary.mean(), float32, where);
    assertEquals((double) known.first, summary.first(), float32, where);
    assertEquals((double) known.last, summary.last(), float32, where);
    assertEquals(known.ms / (to - from), summary.coverage(), 1e-12, where);
    compared++;
  }

  private void compareStates(long from, long to, NaiveSeries.Known known) {
    List<StateTime> states =
        history.states(id(STATES), Instant.ofEpochMilli(from), Instant.ofEpochMilli(to));
    String where = Instant.ofEpochMilli(from) + " to " + Instant.ofEpochMilli(to) + ", at " + now;
    assertEquals(known.in.size(), states.size(), where);
    for (StateTime state : states) {
      assertEquals(known.in.getOrDefault(state.value(), Duration.ZERO), state.in(), where);
      assertEquals(known.entries.getOrDefault(state.value(), -1L), state.entries(), where);
    }
    compared++;
  }
}
