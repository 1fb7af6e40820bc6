package io.parley.evaluation;

import static io.parley.evaluation.Rig.above;
import static io.parley.evaluation.Rig.below;
import static io.parley.evaluation.Rig.code;
import static io.parley.evaluation.Rig.minutes;
import static io.parley.evaluation.Rig.names;
import static io.parley.evaluation.Rig.quantity;
import static io.parley.evaluation.Rig.thing;
import static io.parley.evaluation.ValueTest.assertIs;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.query.Condition;
import io.parley.query.Find;
import io.parley.query.Result;
import io.parley.query.Scope;
import io.parley.site.Series.Kind;
import io.parley.site.Series.Limits;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ConditionTest {
  private final Rig rig = new Rig();

  private void temperature(String thing, Object value, String unit) {
    rig.thing(thing, "sensor", "", "");
    rig.series(thing, thing + " temperature", "temperature", unit, Kind.MEASUREMENT);
    rig.take(thing + " temperature", value);
  }

  private Result.Count count(Scope scope, Condition where) {
    return assertIs(Result.Count.class, rig.ask(Find.COUNT, scope, where));
  }

  private Result.Truth truth(Find find, Scope scope, Condition where) {
    return assertIs(Result.Truth.class, rig.ask(find, scope, where));
  }

  @Test
  void aNumberIsComparedInItsUnit() {
    temperature("mill", 52, "°C");
    temperature("saw", 104, "°F");
    assertEquals(
        List.of("mill temperature"),
        names(rig.ask(Find.LIST, quantity("temperature"), above("40", "°C"))));
    assertEquals(
        List.of("mill temperature", "saw temperature"),
        names(rig.ask(Find.LIST, quantity("temperature"), above("39.99", "°C"))));
    assertEquals(
        "incomplete unit", code(rig.ask(Find.LIST, quantity("temperature"), above("40", null))));
    assertEquals(
        "incomplete unit", code(rig.ask(Find.ANY, quantity("temperature"), above("40", "bar"))));
  }

  @Test
  void aFreezingPointIsTheSameInBothUnits() {
    temperature("pond", 32, "°F");
    Condition above = above("0", "°C");
    assertFalse(truth(Find.ANY, thing("pond"), above).yes());
    Condition least = new Condition.Compares(Condition.Op.AT_LEAST, BigDecimal.ZERO, "°C", false);
    assertTrue(truth(Find.ANY, thing("pond"), least).yes());
    Condition equal = new Condition.Compares(Condition.Op.EQUAL, BigDecimal.ZERO, "°C", false);
    assertTrue(truth(Find.ANY, thing("pond"), equal).yes());
  }

  @Test
  void betweenIncludesBothEnds() {
    temperature("a", 20, "°C");
    temperature("b", 22, "°C");
    temperature("c", "22.1", "°C");
    Condition between =
        new Condition.Between(new BigDecimal("20"), new BigDecimal("22"), null, false);
    assertEquals(2, count(quantity("temperature"), between).count());
  }

  @Test
  void numbersOfDifferentMeaningAreNoGroup() {
    rig.thing("mill", "", "", "");
    rig.series("mill", "mill runtime", "", null, Kind.MEASUREMENT, "runtime");
    rig.series("mill", "mill starts", "", null, Kind.MEASUREMENT, "starts");
    rig.take("mill runtime", 7).take("mill starts", 8);
    assertEquals("incomplete quantity", code(rig.ask(Find.ANY, thing("mill"), above("40", null))));
    temperature("mill", 52, "°C");
    assertEquals("incomplete quantity", code(rig.ask(Find.ANY, thing("mill"), above("40", null))));
    assertTrue(truth(Find.ANY, thing("mill"), above("40", "°C")).yes());
  }

  @Test
  void limitsAreTheSeriesOwn() {
    rig.thing("boiler", "", "", "");
    rig.series(
        "boiler",
        "boiler pressure",
        "pressure",
        "bar",
        Kind.MEASUREMENT,
        Map.of(),
        new Limits(1.0, 2.5));
    rig.take("boiler pressure", "2.5");
    Condition high = new Condition.BeyondLimit(Condition.Side.HIGH, false);
    assertFalse(truth(Find.ANY, thing("boiler"), high).yes());
    rig.take("boiler pressure", "2.51", minutes(0));
    assertTrue(truth(Find.ANY, thing("boiler"), high).yes());
    temperature("mill", 52, "°C");
    assertEquals("incomplete limit", code(rig.ask(Find.ANY, thing("mill"), high)));
    Result.Values limits = assertIs(Result.Values.class, rig.ask(Find.LIMIT, thing("boiler")));
    assertEquals(List.of("low", "high"), limits.rows().stream().map(Result.Row::state).toList());
    assertEquals(new BigDecimal("2.5"), limits.rows().get(1).value());
  }

  @Test
  void belowLeavesOutWhatIsNoNumber() {
    temperature("a", 3, "°C");
    temperature("b", "warm", "°C");
    assertEquals(1, count(quantity("temperature"), below("5", "°C")).of());
  }
}
