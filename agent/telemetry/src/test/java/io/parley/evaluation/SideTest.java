package io.parley.evaluation;

import static io.parley.evaluation.Rig.code;
import static io.parley.evaluation.Rig.minutes;
import static io.parley.evaluation.Rig.quantity;
import static io.parley.evaluation.Rig.thing;
import static io.parley.evaluation.ValueTest.assertIs;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.parley.query.Condition;
import io.parley.query.Find;
import io.parley.query.Query;
import io.parley.query.Result;
import io.parley.query.Scope;
import io.parley.query.Span;
import io.parley.query.Than;
import io.parley.site.Series.Kind;
import io.parley.site.Series.Limits;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class SideTest {
  private final Rig rig = new Rig();

  private void measured(String thing, String quantity, @Nullable String unit) {
    series(thing, quantity, unit, Kind.MEASUREMENT);
  }

  private void series(
      String thing, String quantity, @Nullable String unit, Kind kind, String... words) {
    rig.thing(thing, "", "", "");
    String middle = words.length == 0 ? " " : " " + String.join(" ", words) + " ";
    rig.series(thing, thing + middle + quantity, quantity, unit, kind, words);
  }

  private Result.Computed computed(Query query) {
    return assertIs(Result.Computed.class, rig.ask(query));
  }

  @Test
  void differencesAndRatiosConvert() {
    measured("in", "temperature", "°C");
    measured("out", "temperature", "°F");
    measured("a", "power", "W");
    measured("b", "power", "kW");
    rig.take("in temperature", 21).take("out temperature", 50);
    rig.take("a power", 500).take("b power", 2);
    Query query = Query.of(Find.VALUE, thing("in"));
    Query difference = with(query, Find.DIFFERENCE, new Than.Other(thing("out")), null);
    assertEquals(new BigDecimal("11"), computed(difference).number());
    assertEquals("°C", computed(difference).unit());
    assertEquals(new BigDecimal("19.8"), computed(difference.unit("°F")).number());
    assertEquals(
        "incomplete ratio",
        code(rig.ask(with(query, Find.RATIO, new Than.Other(thing("out")), null))));
    Query ratio = with(query.in(thing("a")), Find.RATIO, new Than.Other(thing("b")), null);
    assertEquals(new BigDecimal("0.25"), computed(ratio).number());
    assertNull(computed(ratio).unit());
    assertEquals(
        "incomplete unit",
        code(rig.ask(with(query, Find.DIFFERENCE, new Than.Other(thing("a")), null))));
    Than zero = new Than.Literal(BigDecimal.ZERO, null);
    assertEquals(
        "incomplete ratio", code(rig.ask(with(query.in(thing("a")), Find.RATIO, zero, null))));
  }

  private static Query with(Query query, Find find, Than than, @Nullable Condition where) {
    return new Query(find, query.scope(), where, query.over(), than, 1, null);
  }

  private boolean compare(Scope scope, Condition.Op op, Than than) {
    Query query =
        new Query(Find.COMPARE, scope, new Condition.Relation(op, false), null, than, 1, null);
    return assertIs(Result.Truth.class, rig.ask(query)).yes();
  }

  @Test
  void valuesAreComparedWithOthersWithNumbersAndWithWhatTheyWere() {
    measured("in", "temperature", "°C");
    measured("out", "temperature", "°F");
    rig.take("in temperature", 22, minutes(90)).take("in temperature", 10);
    rig.take("out temperature", 50);
    assertEquals(true, compare(thing("in"), Condition.Op.EQUAL, new Than.Other(thing("out"))));
    assertEquals(false, compare(thing("in"), Condition.Op.ABOVE, new Than.Other(thing("out"))));
    Than then = new Than.Before(new Span.Ago(minutes(60)));
    assertEquals(true, compare(thing("in"), Condition.Op.BELOW, then));
    Than number = new Than.Literal(new BigDecimal("10"), null);
    assertEquals(true, compare(thing("in"), Condition.Op.AT_LEAST, number));
    Than window = new Than.Before(new Span.Last(minutes(60)));
    assertEquals(true, compare(thing("in"), Condition.Op.BELOW, window));
  }

  @Test
  void aLimitIsComparedByItsSide() {
    rig.thing("vat", "", "", "");
    rig.series(
        "vat", "vat level", "level", "%", Kind.MEASUREMENT, Map.of(), new Limits(20.0, 80.0));
    rig.take("vat level", 85);
    assertEquals(true, compare(thing("vat"), Condition.Op.ABOVE, new Than.OwnLimit()));
    assertEquals(false, compare(thing("vat"), Condition.Op.BELOW, new Than.OwnLimit()));
    Query difference =
        new Query(Find.DIFFERENCE, thing("vat"), null, null, new Than.OwnLimit(), 1, null);
    assertEquals("incomplete limit", code(rig.ask(difference)));
  }

  @Test
  void twoSeriesAreNotOneSide() {
    measured("a", "power", "W");
    measured("b", "power", "W");
    rig.take("a power", 1).take("b power", 2);
    Query query =
        new Query(Find.RATIO, quantity("power"), null, null, new Than.Other(thing("a")), 1, null);
    assertEquals("incomplete thing", code(rig.ask(query)));
  }
}
