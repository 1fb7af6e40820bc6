package io.parley.evaluation;

import static io.parley.evaluation.Rig.CONTACT;
import static io.parley.evaluation.Rig.NOW;
import static io.parley.evaluation.Rig.ON_OFF;
import static io.parley.evaluation.Rig.id;
import static io.parley.evaluation.Rig.minutes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.query.Condition;
import io.parley.query.Condition.Op;
import io.parley.query.Find;
import io.parley.query.Query;
import io.parley.query.QueryException;
import io.parley.query.Result;
import io.parley.query.Scope;
import io.parley.query.Span;
import io.parley.query.Than;
import io.parley.site.Current;
import io.parley.site.Series.Kind;
import io.parley.site.Series.Limits;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whatever is asked of whatever there is, there is a result, the same twice, and it is bounded. */
final class RandomQueryTest {
  private static final Set<String> CODES = Set.of("unknown-word", "stale", "incomplete");

  private final Random random = new Random(20260311);
  private final Rig rig = new Rig();

  private void fill() {
    String[] quantities = {"temperature", "energy", "battery", "power", "", "count"};
    String[] units = {"°C", "°F", "kWh", "%", "W", null};
    String[] usual = {"°C", "kWh", "%", "W", null, null};
    Object[] values = {20, "21.5", -3, 1e300, Double.NaN, "on", true, false, "fault", "offline"};
    for (int thing = 0; thing < 12; thing++) {
      String name = "thing " + thing;
      rig.thing(name, pick("lamp", "door", ""), pick("hall", "attic", ""), pick("up", ""));
      for (int one = 0; one < 6; one++) {
        String series = name + " " + pick("supply ", "today ", "") + quantities[one] + " " + one;
        Kind kind = any(Kind.values());
        rig.series(
            name,
            series,
            quantities[one],
            random.nextInt(4) == 0 ? any(units) : usual[one],
            kind,
            random.nextInt(3) == 0 ? (random.nextBoolean() ? ON_OFF : CONTACT) : Map.of(),
            random.nextInt(4) == 0 ? new Limits(1.0, random.nextBoolean() ? 30.0 : null) : null,
            "supply");
        for (int value = random.nextInt(9); value > 0; value--) {
          rig.take(series, any(values), minutes(value * 11L));
        }
        if (random.nextInt(6) == 0) {
          rig.site.end(id(series), any(Current.Why.values()), NOW);
        }
        if (random.nextInt(8) == 0) {
          rig.site.take(id(series), 5, null);
        }
      }
    }
  }

  private String pick(String... words) {
    return words[random.nextInt(words.length)];
  }

  private <T> T any(T[] values) {
    return values[random.nextInt(values.length)];
  }

  private List<String> maybe(int odds, String... words) {
    return random.nextInt(odds) == 0 ? List.of(pick(words)) : List.of();
  }

  private Scope scope() {
    Scope scope =
        new Scope(
            maybe(3, "thing 1", "thing 2", "thing 3"),
            maybe(8, "supply", "thing 4", "today", "°"),
            maybe(6, "lamp", "door"),
            maybe(2, "temperature", "energy", "battery", "power"),
            maybe(9, "hall", "cellar"),
            maybe(12, "up"),
            List.of());
    return random.nextInt(9) == 0
        ? scope.without(List.of(Scope.ALL.withThings(List.of("thing 1"))))
        : scope;
  }

  private @Nullable Condition where() {
    boolean not = random.nextInt(4) == 0;
    BigDecimal number = BigDecimal.valueOf(random.nextInt(30));
    Op op = any(Op.values());
    return switch (random.nextInt(8)) {
      case 0 -> new Condition.StateIs(pick("on", "open", "fault", "low", "clear"), not);
      case 1 -> new Condition.StateIs(pick("offline", "online", "true"), not);
      case 2 -> new Condition.Compares(op, number, random.nextBoolean() ? null : "°C", not);
      case 3 -> new Condition.Between(number, number.add(BigDecimal.TEN), null, not);
      case 4 -> new Condition.BeyondLimit(Condition.Side.EITHER, not);
      case 5 -> new Condition.Relation(op, not);
      default -> null;
    };
  }

  private @Nullable Span over() {
    return switch (random.nextInt(9)) {
      case 0 -> new Span.Last(Duration.ofMinutes(1 + random.nextInt(90)));
      case 1 -> new Span.Last(Duration.ofDays(30));
      case 2 -> new Span.Calendar(any(Span.Term.values()));
      case 3 -> new Span.Ago(Duration.ofMinutes(1 + random.nextInt(90)));
      case 4 -> new Span.At(LocalTime.of(random.nextInt(24), 0), Span.Term.TODAY);
      case 5 -> new Span.Since(LocalTime.of(random.nextInt(24), 0));
      default -> null;
    };
  }

  private @Nullable Than than() {
    return switch (random.nextInt(6)) {
      case 0 -> new Than.Literal(BigDecimal.valueOf(random.nextInt(3)), null);
      case 1 -> new Than.Other(scope());
      case 2 -> new Than.Before(new Span.Ago(Duration.ofMinutes(30)));
      case 3 -> new Than.OwnLimit();
      default -> null;
    };
  }

  @Test
  void everyQueryEndsInABoundedResult() {
    fill();
    Set<Find> answered = EnumSet.noneOf(Find.class);
    for (int round = 0; round < 20_000; round++) {
      Find find = any(Find.values());
      Query query = query(find);
      if (query == null) {
        continue;
      }
      Result result = rig.ask(query);
      assertTrue(result.rows().size() <= 50, query::toString);
      assertEquals(result, rig.ask(query), query::toString);
      if (result instanceof Result.Unknown unknown) {
        assertTrue(CODES.contains(unknown.code()), unknown::toString);
      } else {
        answered.add(find);
      }
    }
    assertEquals(EnumSet.allOf(Find.class), answered);
  }

  private @Nullable Query query(Find find) {
    try {
      String unit = random.nextInt(5) == 0 ? pick("°C", "°F", "W", "bar") : null;
      return new Query(find, scope(), where(), over(), than(), 1 + random.nextInt(20), unit);
    } catch (QueryException e) {
      return null;
    }
  }
}
