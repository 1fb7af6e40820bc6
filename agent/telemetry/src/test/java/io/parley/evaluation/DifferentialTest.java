package io.parley.evaluation;

import static io.parley.evaluation.Rig.NOW;
import static io.parley.evaluation.Rig.asked;
import static io.parley.evaluation.Rig.thing;
import static io.parley.evaluation.ValueTest.assertIs;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.query.Condition;
import io.parley.query.Find;
import io.parley.query.Query;
import io.parley.query.Result;
import io.parley.query.Scope;
import io.parley.query.Span;
import io.parley.site.Current;
import io.parley.site.Series.Kind;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random histories of whole seconds, evaluated beside a table of what held in every second. The
 * table knows no steps, segments or windows.
 */
final class DifferentialTest {
  private static final int SECONDS = 3_000;
  private static final Scope VAT = thing("vat");
  private static final BigDecimal FIVE = BigDecimal.valueOf(5);
  private static final Condition ABOVE =
      new Condition.Compares(Condition.Op.ABOVE, FIVE, null, false);

  /** What held in second {@code i}, counted from the oldest; the last one is now. */
  private final @Nullable Integer[] held = new @Nullable Integer[SECONDS + 1];

  private final Rig rig = new Rig().thing("vat", "", "", "");

  private void fill(Random random, Kind kind) {
    String quantity = kind == Kind.COUNTER ? "count" : "level";
    rig.series("vat", "vat level", quantity, null, kind);
    int last = SECONDS - random.nextInt(600);
    int second = random.nextInt(900);
    Integer value = null;
    boolean first = true;
    while (second <= last) {
      boolean gap = !first && second < last && random.nextInt(8) == 0;
      Integer next = gap ? null : next(random, kind, value);
      if (gap) {
        rig.end("vat level", Current.Why.OFFLINE, ago(second));
      } else {
        rig.take("vat level", next, ago(second));
      }
      for (int at = second; at <= SECONDS; at++) {
        held[at] = next;
      }
      value = next == null ? value : next;
      first = false;
      int step = 1 + random.nextInt(random.nextInt(4) == 0 ? 400 : 40);
      second = second < last && second + step > last ? last : second + step;
    }
  }

  private static Integer next(Random random, Kind kind, @Nullable Integer before) {
    if (kind != Kind.COUNTER) {
      return random.nextInt(11);
    }
    return before == null || random.nextInt(10) == 0
        ? random.nextInt(3)
        : before + random.nextInt(5);
  }

  private static Duration ago(int second) {
    return Duration.ofSeconds(SECONDS - second);
  }

  private static Span span(int from, int to) {
    return new Span.Between(NOW.minus(ago(from)), NOW.minus(ago(to)));
  }

  static java.util.stream.IntStream seeds() {
    return java.util.stream.IntStream.range(0, 60);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void windowsAgreeWithTheTable(int seed) {
    Random random = new Random(seed);
    fill(random, Kind.MEASUREMENT);
    for (int round = 0; round < 10; round++) {
      int from = random.nextInt(SECONDS);
      int to = round % 3 == 0 ? SECONDS : from + 1 + random.nextInt(SECONDS - from);
      window(from, to);
    }
  }

  private void window(int from, int to) {
    int known = 0;
    long sum = 0;
    int hot = 0;
    int max = Integer.MIN_VALUE;
    int min = Integer.MAX_VALUE;
    for (int at = from; at < to; at++) {
      Integer value = held[at];
      if (value != null) {
        known++;
        sum += value;
        hot += value > 5 ? 1 : 0;
        max = Math.max(max, value);
        min = Math.min(min, value);
      }
    }
    Integer now = to == SECONDS ? held[to] : null;
    max = now == null ? max : Math.max(max, now);
    min = now == null ? min : Math.min(min, now);
    Span span = span(from, to);
    Result highest = rig.ask(Query.of(Find.MAX, VAT).over(span));
    if (max == Integer.MIN_VALUE) {
      assertIs(Result.Unknown.class, highest);
      return;
    }
    double coverage = known / (double) (to - from);
    Result.Computed top = assertIs(Result.Computed.class, highest);
    assertEquals(max, top.number().intValueExact());
    assertEquals(coverage, top.coverage(), 1e-9);
    Result.Computed low =
        assertIs(Result.Computed.class, rig.ask(Query.of(Find.MIN, VAT).over(span)));
    assertEquals(min, low.number().intValueExact());
    if (known > 0) {
      Result.Computed mean =
          assertIs(Result.Computed.class, rig.ask(Query.of(Find.MEAN, VAT).over(span)));
      assertEquals(sum / (double) known, mean.number().doubleValue(), 0.05 + 1e-9);
      assertTrue(mean.number().scale() <= 1);
    }
    Result.Length length =
        assertIs(Result.Length.class, rig.ask(asked(Find.DURATION, VAT, ABOVE, span)));
    assertEquals(Duration.ofSeconds(hot), length.length());
    assertEquals(known < to - from, length.atLeast());
    times(from, to, span);
  }

  private void times(int from, int to, Span span) {
    int times = 0;
    boolean any = from > 0 && held[from - 1] != null;
    boolean known = false;
    @Nullable Boolean before = any ? Boolean.valueOf(held[from - 1] > 5) : null;
    for (int at = from; at < to || (at == to && to == SECONDS); at++) {
      Integer value = held[at];
      if (value != null) {
        known = true;
        boolean hot = value > 5;
        times += hot && Boolean.FALSE.equals(before) ? 1 : 0;
        before = hot;
      }
    }
    Result result = rig.ask(asked(Find.TIMES, VAT, ABOVE, span));
    if (known) {
      assertEquals(times, assertIs(Result.Count.class, result).count());
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void momentsAndLastingConditionsAgreeWithTheTable(int seed) {
    Random random = new Random(seed);
    fill(random, Kind.MEASUREMENT);
    for (int round = 0; round < 10; round++) {
      int second = random.nextInt(SECONDS);
      Result then = rig.ask(Query.of(Find.VALUE, VAT).over(new Span.Ago(ago(second))));
      Integer value = held[second];
      if (value == null) {
        assertIs(Result.Unknown.class, then);
      } else {
        assertEquals(value, assertIs(Result.Values.class, then).rows().get(0).value());
      }
    }
    Integer now = held[SECONDS];
    assertTrue(now != null);
    boolean hot = now != null && now > 5;
    int since = SECONDS;
    while (since > 0 && held[since - 1] != null && held[since - 1] > 5 == hot) {
      since--;
    }
    boolean seen = since > 0 && held[since - 1] != null;
    Result.Length length = assertIs(Result.Length.class, rig.ask(asked(Find.DURATION, VAT, ABOVE)));
    assertEquals(hot, length.holds());
    assertEquals(ago(since), length.length());
    assertEquals(!seen, length.atLeast());
    when();
  }

  private void when() {
    int at = SECONDS;
    while (at >= 0 && held[at] != null) {
      boolean began = at > 0 && held[at] > 5 && held[at - 1] != null && held[at - 1] <= 5;
      if (began) {
        break;
      }
      at--;
    }
    Result result = rig.ask(asked(Find.WHEN, VAT, ABOVE));
    if (at >= 0 && held[at] != null) {
      assertEquals(NOW.minus(ago(at)), assertIs(Result.Moment.class, result).at());
    } else if (held[at + 1] > 5) {
      assertIs(Result.Unknown.class, result);
    } else {
      assertEquals(null, assertIs(Result.Moment.class, result).at());
      assertEquals(NOW.minus(ago(at + 1)), ((Result.Moment) result).knownSince());
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void countersAgreeWithTheTable(int seed) {
    Random random = new Random(seed);
    fill(random, Kind.COUNTER);
    for (int round = 0; round < 10; round++) {
      int from = random.nextInt(SECONDS);
      int to = round % 3 == 0 ? SECONDS : from + 1 + random.nextInt(SECONDS - from);
      Integer before = null;
      int added = 0;
      for (int at = from; at <= to; at++) {
        Integer value = held[at];
        if (value != null && before != null) {
          added += value < before ? value : value - before;
        }
        before = value == null ? before : value;
      }
      Result sum = rig.ask(Query.of(Find.SUM, VAT).over(span(from, to)));
      if (before == null) {
        assertIs(Result.Unknown.class, sum);
      } else {
        assertEquals(added, assertIs(Result.Computed.class, sum).number().intValueExact());
      }
    }
  }
}
