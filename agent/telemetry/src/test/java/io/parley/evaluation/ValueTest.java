package io.parley.evaluation;

import static io.parley.evaluation.Rig.NOW;
import static io.parley.evaluation.Rig.code;
import static io.parley.evaluation.Rig.id;
import static io.parley.evaluation.Rig.like;
import static io.parley.evaluation.Rig.minutes;
import static io.parley.evaluation.Rig.names;
import static io.parley.evaluation.Rig.quantity;
import static io.parley.evaluation.Rig.thing;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.query.Condition;
import io.parley.query.Find;
import io.parley.query.Query;
import io.parley.query.QueryException;
import io.parley.query.Result;
import io.parley.query.Result.LeftOut;
import io.parley.query.Result.Why;
import io.parley.query.Scope;
import io.parley.query.Span;
import io.parley.query.Than;
import io.parley.site.Current;
import io.parley.site.Series.Kind;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ValueTest {
  private final Rig rig =
      new Rig()
          .thing("mill", "machine", "", "")
          .series("mill", "mill temperature", "temperature", "°C", Kind.MEASUREMENT)
          .series("mill", "mill oil temperature", "temperature", "°C", Kind.MEASUREMENT, "oil")
          .series("mill", "mill target temperature", "temperature", "°C", Kind.SETTING, "target")
          .thing("saw", "machine", "", "")
          .series("saw", "saw temperature", "temperature", "°F", Kind.MEASUREMENT);

  private static Scope temperatureOf(String thing) {
    return thing(thing).withQuantities(List.of("temperature"));
  }

  private Result.Values values(Query query) {
    return assertIs(Result.Values.class, rig.ask(query));
  }

  static <T extends Result> T assertIs(Class<T> type, Result result) {
    assertTrue(type.isInstance(result), result::toString);
    return type.cast(result);
  }

  /** Values every minute, the last one so long ago. */
  private void everyMinute(String name, Duration last) {
    for (int back = 5; back >= 0; back--) {
      rig.take(name, 20 + back, last.plusMinutes(back));
    }
  }

  @Test
  void aThingsValueIsThatOfItsPlainSeries() {
    rig.take("mill temperature", "52.50").take("mill oil temperature", 61);
    rig.take("mill target temperature", 55);
    Result.Row row = values(Query.of(Find.VALUE, temperatureOf("mill"))).rows().get(0);
    assertEquals("mill temperature", row.name());
    assertEquals(new BigDecimal("52.50"), row.value());
    assertEquals("°C", row.unit());
    assertEquals(NOW.minus(minutes(1)), row.at());
  }

  @Test
  void aWordOfTheNameChoosesTheSeriesWithIt() {
    rig.take("mill temperature", 52).take("mill oil temperature", 61);
    rig.take("mill target temperature", 55);
    assertEquals(
        List.of("mill oil temperature"),
        names(rig.ask(Find.VALUE, temperatureOf("mill").withLike(List.of("oil")))));
    assertEquals(
        List.of("mill target temperature"), names(rig.ask(Find.VALUE, like("mill", "target"))));
  }

  @Test
  void aWantedUnitConverts() {
    rig.take("saw temperature", 68).take("mill temperature", "21.5");
    Query query = Query.of(Find.VALUE, temperatureOf("saw")).unit("°C");
    assertEquals(new BigDecimal("20"), values(query).rows().get(0).value());
    assertEquals("°C", values(query).rows().get(0).unit());
    Query other = Query.of(Find.VALUE, temperatureOf("mill")).unit("°F");
    assertEquals(new BigDecimal("70.7"), values(other).rows().get(0).value());
    assertEquals(
        "incomplete unit", code(rig.ask(Query.of(Find.VALUE, temperatureOf("mill")).unit("bar"))));
  }

  @Test
  void aValueIsStaleOneSecondAfterAQuarterOfAnHour() {
    everyMinute("mill temperature", minutes(15));
    assertEquals(20, values(Query.of(Find.VALUE, temperatureOf("mill"))).rows().get(0).value());
    Result late =
        rig.evaluator.evaluate(Query.of(Find.VALUE, temperatureOf("mill")), NOW.plusSeconds(1));
    assertEquals("stale mill temperature", code(late));
    assertEquals(20, late.rows().get(0).value());
    assertEquals(NOW.minus(minutes(15)), late.rows().get(0).at());
  }

  @Test
  void aSlowSeriesIsStaleAfterTenOfItsIntervals() {
    for (int back = 4; back >= 0; back--) {
      rig.take("mill temperature", 20 + back, minutes(200 + back * 20L));
    }
    assertEquals(1, values(Query.of(Find.VALUE, temperatureOf("mill"))).of());
    Result late =
        rig.evaluator.evaluate(Query.of(Find.VALUE, temperatureOf("mill")), NOW.plusSeconds(1));
    assertEquals("stale mill temperature", code(late));
  }

  @Test
  void aValueWithoutAUsualIntervalIsBelievedADay() {
    rig.take("mill temperature", 52, Duration.ofHours(24));
    assertEquals(1, values(Query.of(Find.VALUE, temperatureOf("mill"))).of());
    Result late =
        rig.evaluator.evaluate(Query.of(Find.VALUE, temperatureOf("mill")), NOW.plusSeconds(1));
    assertEquals("stale mill temperature", code(late));
  }

  @Test
  void aValueOfUnknownAgeIsStaleOnlyWhereTheSeriesUsuallyChanges() {
    rig.site.take(id("mill temperature"), 52, null);
    assertEquals(1, values(Query.of(Find.VALUE, temperatureOf("mill"))).of());
    everyMinute("mill temperature", minutes(10));
    rig.site.take(id("mill temperature"), 53, null);
    assertEquals("stale mill temperature", code(rig.ask(Find.VALUE, temperatureOf("mill"))));
  }

  @Test
  void whatEndedIsUnknownAloneAndLeftOutOfGroups() {
    rig.take("mill temperature", 52, minutes(10)).take("saw temperature", 70);
    rig.end("mill temperature", Current.Why.OFFLINE, minutes(3));
    Result.Unknown alone =
        assertIs(
            Result.Unknown.class,
            rig.ask(
                Find.VALUE, temperatureOf("mill").without(List.of(like("oil"), like("target")))));
    assertEquals("stale", alone.code());
    LeftOut left = new LeftOut("mill temperature", Why.OFFLINE, NOW.minus(minutes(3)));
    assertEquals(List.of(left), alone.leftOut());
    Result.Values group =
        values(Query.of(Find.VALUE, quantity("temperature").without(List.of(like("oil")))));
    assertEquals(List.of("saw temperature"), names(group));
    assertEquals(1, group.of());
    assertEquals(List.of(left), group.leftOut());
  }

  @Test
  void aMomentIsAnsweredWithTheValueThatHeldThen() {
    rig.take("saw temperature", 60, minutes(30)).take("saw temperature", 70, minutes(20));
    Query query = Query.of(Find.VALUE, temperatureOf("saw"));
    assertEquals(70, values(query.over(new Span.Ago(minutes(20)))).rows().get(0).value());
    Span before = new Span.Ago(minutes(20).plusMillis(1));
    assertEquals(60, values(query.over(before)).rows().get(0).value());
    assertEquals(60, values(query.over(new Span.Ago(minutes(30)))).rows().get(0).value());
    Span tooLong = new Span.Ago(minutes(30).plusMillis(1));
    assertEquals("incomplete history", code(rig.ask(query.over(tooLong))));
  }

  @Test
  void aTimeOfDayIsInTheSitesZoneAndMustHavePassed() {
    rig.take("saw temperature", 60, minutes(60)).take("saw temperature", 70, minutes(30));
    Query query = Query.of(Find.VALUE, temperatureOf("saw"));
    Span half = new Span.At(LocalTime.of(14, 30), Span.Term.TODAY);
    assertEquals(70, values(query.over(half)).rows().get(0).value());
    Span quarter = new Span.At(LocalTime.of(14, 29), Span.Term.TODAY);
    assertEquals(60, values(query.over(quarter)).rows().get(0).value());
    Span later = new Span.At(LocalTime.of(15, 1), Span.Term.TODAY);
    assertEquals("incomplete over", code(rig.ask(query.over(later))));
  }

  @Test
  void moreThanEightOfOneThingAreNotOneValue() {
    rig.thing("rack", "", "", "");
    for (int cell = 1; cell <= 8; cell++) {
      cell(cell);
    }
    assertEquals(8, values(Query.of(Find.VALUE, thing("rack"))).of());
    cell(9);
    assertEquals("incomplete quantity", code(rig.ask(Find.VALUE, thing("rack"))));
  }

  private void cell(int cell) {
    String name = "rack cell " + cell + " voltage";
    rig.series("rack", name, "voltage", "V", Kind.MEASUREMENT, "cell", "" + cell);
    rig.take(name, "3.3");
  }

  @Test
  void atMostFiftyRowsAreToldAndAllAreCounted() {
    for (int one = 1; one <= 51; one++) {
      String name = "probe " + one;
      rig.thing(name, "", "", "");
      rig.series(name, name + " ph", "ph", null, Kind.MEASUREMENT).take(name + " ph", 7);
    }
    Result.Values values = values(Query.of(Find.VALUE, quantity("ph")));
    assertEquals(50, values.rows().size());
    assertEquals(51, values.of());
  }

  @Test
  void anAgeIsToldHoweverGreat() {
    everyMinute("mill temperature", Duration.ofDays(3));
    Result.Length age =
        assertIs(
            Result.Length.class,
            rig.ask(Find.AGE, temperatureOf("mill").without(List.of(like("oil"), like("target")))));
    assertEquals(Duration.ofDays(3), age.length());
    rig.site.take(id("mill temperature"), 53, null);
    assertEquals(
        "incomplete history",
        code(
            rig.ask(
                Find.AGE, temperatureOf("mill").without(List.of(like("oil"), like("target"))))));
  }

  @Test
  void aPartThatAFindHasNoUseForIsNotDropped() {
    rig.take("saw temperature", 70);
    Query query = Query.of(Find.VALUE, temperatureOf("saw"));
    Than than = new Than.Literal(BigDecimal.ONE, null);
    assertEquals("incomplete than", code(rig.ask(query.than(than))));
    Query list = Query.of(Find.LIST, temperatureOf("saw"));
    Span hour = new Span.Last(minutes(60));
    assertEquals("incomplete over", code(rig.ask(list.over(hour))));
    assertEquals("incomplete over", code(rig.ask(query.over(hour))));
    Query topics = Query.of(Find.TOPICS, Scope.ALL);
    assertEquals("incomplete where", code(rig.ask(topics.where(Rig.is("on")))));
    assertEquals("incomplete over", code(rig.ask(topics.over(hour))));
    Condition rising = new Condition.Relation(Condition.Op.ABOVE, false);
    assertEquals("incomplete where", code(rig.ask(query.than(than).where(rising))));
    assertThrows(QueryException.class, () -> query.where(rising));
  }
}
