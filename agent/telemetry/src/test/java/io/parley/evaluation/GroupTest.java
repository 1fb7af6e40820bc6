package io.parley.evaluation;

import static io.parley.evaluation.Rig.CONTACT;
import static io.parley.evaluation.Rig.NOW;
import static io.parley.evaluation.Rig.ON_OFF;
import static io.parley.evaluation.Rig.above;
import static io.parley.evaluation.Rig.asked;
import static io.parley.evaluation.Rig.below;
import static io.parley.evaluation.Rig.code;
import static io.parley.evaluation.Rig.id;
import static io.parley.evaluation.Rig.is;
import static io.parley.evaluation.Rig.kind;
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
import io.parley.query.Result.LeftOut;
import io.parley.query.Result.Why;
import io.parley.query.Scope;
import io.parley.query.Span;
import io.parley.site.Current;
import io.parley.site.Series.Kind;
import io.parley.site.Series.Limits;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class GroupTest {
  private final Rig rig = new Rig();

  private void lamp(String name, String state) {
    rig.thing(name, "lamp", "", "");
    rig.series(name, name + " state", "", null, Kind.STATE, ON_OFF, null);
    rig.series(name, name + " do not disturb", "", null, Kind.SETTING, ON_OFF, null, "disturb");
    rig.take(name + " state", state, minutes(20));
    rig.take(name + " do not disturb", "on", minutes(20));
  }

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
  void lampsAreCountedOnceAndWithoutTheirSettings() {
    lamp("lamp a", "on");
    lamp("lamp b", "off");
    lamp("lamp c", "on");
    assertEquals(2, count(kind("lamp"), is("on")).count());
    assertEquals(3, count(kind("lamp"), is("on")).of());
    assertEquals(List.of("lamp b state"), names(rig.ask(Find.LIST, kind("lamp"), is("off"))));
    assertTrue(truth(Find.ANY, kind("lamp"), is("off")).yes());
    assertFalse(truth(Find.ALL, kind("lamp"), is("on")).yes());
    assertEquals(3, assertIs(Result.Count.class, rig.ask(Find.COUNT, kind("lamp"))).count());
  }

  @Test
  void aNegationHoldsForKnownValuesOnly() {
    lamp("lamp a", "on");
    lamp("lamp b", "off");
    lamp("lamp c", "off");
    rig.end("lamp c state", Current.Why.UNAVAILABLE, minutes(5));
    Result.Values off =
        assertIs(
            Result.Values.class,
            rig.ask(Find.LIST, kind("lamp"), new Condition.StateIs("on", true)));
    assertEquals(List.of("lamp b state"), names(off));
    assertEquals(2, off.of());
    assertEquals(
        List.of(new LeftOut("lamp c state", Why.UNAVAILABLE, NOW.minus(minutes(5)))),
        off.leftOut());
  }

  @Test
  void theOneSeriesIsToldAlsoWhereTheAnswerIsNo() {
    lamp("lamp a", "off");
    Result.Truth no = truth(Find.ANY, thing("lamp a"), is("on"));
    assertFalse(no.yes());
    assertEquals(List.of("lamp a state"), names(no));
    assertEquals("off", no.rows().get(0).state());
  }

  @Test
  void aStateThatNothingInScopeCanHaveIsIncomplete() {
    lamp("lamp a", "off");
    assertEquals("incomplete locked", code(rig.ask(Find.ANY, kind("lamp"), is("locked"))));
  }

  @Test
  void aMachineOfOtherStateBelongsToTheGroup() {
    for (String name : List.of("fan", "mill", "press")) {
      rig.thing(name, "", "", "");
      rig.series(
          name, name + " state", "", null, Kind.STATE, Map.of("ok", "ok", "fault", "fault"), null);
      rig.take(name + " state", name.equals("press") ? "fault" : "ok");
    }
    assertEquals(1, count(Scope.ALL, is("fault")).count());
    assertEquals(3, count(Scope.ALL, is("fault")).of());
    assertFalse(truth(Find.ALL, Scope.ALL, is("ok")).yes());
    assertTrue(truth(Find.ANY, thing("fan"), is("ok")).yes());
  }

  @Test
  void aDoorIsOpenByItsContactNotByItsBattery() {
    rig.thing("patio door", "door", "", "");
    rig.series("patio door", "patio door contact", "contact", null, Kind.STATE, CONTACT, null);
    rig.series("patio door", "patio door battery", "battery", "%", Kind.MEASUREMENT);
    rig.take("patio door contact", false).take("patio door battery", 80);
    Result.Truth open = truth(Find.ANY, thing("patio door"), is("open"));
    assertTrue(open.yes());
    assertEquals(1, open.of());
    assertEquals(false, open.rows().get(0).value());
    assertEquals("open", open.rows().get(0).state());
  }

  @Test
  void clearOfMotionIsNoAnswerAboutSmoke() {
    rig.thing("hall", "", "", "");
    rig.series(
        "hall",
        "hall motion",
        "motion",
        null,
        Kind.STATE,
        Map.of("true", "motion", "false", "clear"),
        null);
    rig.take("hall motion", false);
    assertEquals("incomplete smoke", code(rig.ask(Find.ANY, Scope.ALL, is("smoke"))));
    assertFalse(truth(Find.ANY, Scope.ALL, is("motion")).yes());
  }

  @Test
  void aTextIsComparedAsItIs() {
    for (String name : List.of("heater a", "heater b")) {
      rig.thing(name, "heater", "", "");
      rig.series(name, name + " mode", "mode", null, Kind.OTHER);
    }
    rig.take("heater a mode", "Eco").take("heater b mode", "comfort");
    assertEquals(List.of("heater a mode"), names(rig.ask(Find.LIST, kind("heater"), is("eco"))));
    assertFalse(truth(Find.ALL, kind("heater"), is("eco")).yes());
  }

  @Test
  void oneFactOnTwoTopicsIsCountedOnce() {
    lamp("lamp a", "on");
    rig.site.describe(
        new io.parley.site.Series(
            new io.parley.site.SeriesId("stat/lamp/RESULT", "POWER"),
            "lamp a",
            "lamp a state",
            List.of(),
            "",
            null,
            Kind.STATE,
            "",
            "",
            "",
            ON_OFF,
            null));
    rig.site.take(new io.parley.site.SeriesId("stat/lamp/RESULT", "POWER"), "on", NOW);
    assertEquals(1, count(kind("lamp"), is("on")).of());
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
  void aBatteryIsLowBelowTwentyPercentOrWhereItSaysSo() {
    battery("a", 19, "%");
    battery("b", 20, "%");
    battery("c", "3.58", "V");
    rig.thing("d", "", "", "");
    rig.series(
        "d",
        "d battery low",
        "battery",
        null,
        Kind.STATE,
        Map.of("true", "low", "false", "ok"),
        null,
        "low");
    rig.take("d battery low", true);
    Result.Values low =
        assertIs(Result.Values.class, rig.ask(Find.LIST, quantity("battery"), is("low")));
    assertEquals(List.of("a battery", "d battery low"), names(low));
    assertEquals(3, low.of());
  }

  private void battery(String thing, Object value, String unit) {
    rig.thing(thing, "", "", "");
    rig.series(thing, thing + " battery", "battery", unit, Kind.MEASUREMENT);
    rig.take(thing + " battery", value);
  }

  @Test
  void offlineIsJudgedForEachThing() {
    lamp("lamp a", "on");
    lamp("lamp b", "on");
    temperature("mill", 52, "°C");
    rig.end("lamp b state", Current.Why.OFFLINE, minutes(9));
    rig.end("lamp b do not disturb", Current.Why.OFFLINE, minutes(9));
    Result.Values offline =
        assertIs(Result.Values.class, rig.ask(Find.LIST, Scope.ALL, is("offline")));
    assertEquals(List.of("lamp b"), offline.rows().stream().map(Result.Row::thing).toList());
    assertEquals(3, offline.of());
    assertTrue(truth(Find.ANY, thing("mill"), is("online")).yes());
    assertTrue(truth(Find.ANY, thing("lamp b"), is("offline")).yes());
    Result.Length length =
        assertIs(Result.Length.class, rig.ask(Find.DURATION, thing("lamp b"), is("offline")));
    assertEquals(minutes(9), length.length());
  }

  @Test
  void aWindowIsJudgedByAllThatHeldInIt() {
    lamp("lamp a", "off");
    rig.site.take(id("lamp a state"), "on", NOW.minus(minutes(50)));
    rig.site.take(id("lamp a state"), "off", NOW.minus(minutes(40)));
    rig.site.take(id("lamp a state"), "off", NOW.minus(minutes(90)));
    Span hour = new Span.Last(minutes(60));
    assertTrue(
        assertIs(Result.Truth.class, rig.ask(asked(Find.ANY, kind("lamp"), is("on")).over(hour)))
            .yes());
    assertFalse(
        assertIs(Result.Truth.class, rig.ask(asked(Find.ALL, kind("lamp"), is("off")).over(hour)))
            .yes());
    Span since = new Span.Last(minutes(40));
    assertFalse(
        assertIs(Result.Truth.class, rig.ask(asked(Find.ANY, kind("lamp"), is("on")).over(since)))
            .yes());
    Span longer = new Span.Last(minutes(91));
    assertTrue(
        assertIs(Result.Truth.class, rig.ask(asked(Find.ANY, kind("lamp"), is("on")).over(longer)))
            .yes());
  }

  @Test
  void whatIsNotKnownSoLongIsNoNo() {
    lamp("lamp a", "off");
    Span hour = new Span.Last(minutes(60));
    assertEquals(
        "incomplete history", code(rig.ask(asked(Find.ANY, kind("lamp"), is("on")).over(hour))));
    assertEquals(
        "incomplete history", code(rig.ask(asked(Find.ALL, kind("lamp"), is("off")).over(hour))));
  }

  @Test
  void belowLeavesOutWhatIsNoNumber() {
    temperature("a", 3, "°C");
    temperature("b", "warm", "°C");
    assertEquals(1, count(quantity("temperature"), below("5", "°C")).of());
  }
}
