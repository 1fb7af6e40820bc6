package io.parley.evaluation;

import static io.parley.evaluation.Rig.NOW;
import static io.parley.evaluation.Rig.code;
import static io.parley.evaluation.Rig.is;
import static io.parley.evaluation.Rig.minutes;
import static io.parley.evaluation.Rig.names;
import static io.parley.evaluation.Rig.quantity;
import static io.parley.evaluation.Rig.thing;
import static io.parley.evaluation.ValueTest.assertIs;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.parley.query.Condition;
import io.parley.query.Find;
import io.parley.query.Query;
import io.parley.query.Result;
import io.parley.query.Result.LeftOut;
import io.parley.query.Result.Why;
import io.parley.query.Scope;
import io.parley.query.Span;
import io.parley.query.Than;
import io.parley.site.Current;
import io.parley.site.Series;
import io.parley.site.Series.Kind;
import io.parley.site.Series.Limits;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class FigureTest {
  private static final Span HOUR = new Span.Last(minutes(60));
  private static final Span TODAY = new Span.Calendar(Span.Term.TODAY);

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

  private Result.Extremes extremes(Query query) {
    return assertIs(Result.Extremes.class, rig.ask(query));
  }

  @Test
  void aRankingConvertsAndLeavesOutWhatDoesNot() {
    measured("mill", "temperature", "°C");
    measured("saw", "temperature", "°F");
    measured("vat", "temperature", "°C");
    measured("odd", "temperature", null);
    rig.take("mill temperature", 52).take("saw temperature", 130).take("vat temperature", "21.5");
    rig.take("odd temperature", 99);
    Result.Extremes warmest = extremes(Query.of(Find.MAX, quantity("temperature")).top(2));
    assertEquals(List.of("saw temperature", "mill temperature"), names(warmest));
    assertEquals(new BigDecimal("54.4"), warmest.rows().get(0).value());
    assertEquals("°C", warmest.rows().get(0).unit());
    assertEquals(3, warmest.of());
    assertEquals(List.of(new LeftOut("odd temperature", Why.OTHER_UNIT, null)), warmest.leftOut());
    Result.Extremes coldest = extremes(Query.of(Find.MIN, quantity("temperature")).unit("°F"));
    assertEquals(new BigDecimal("70.7"), coldest.rows().get(0).value());
  }

  @Test
  void equalExtremesAreInTheOrderOfTheirNames() {
    for (String name : List.of("c", "a", "b")) {
      measured(name, "power", "W");
      rig.take(name + " power", 5);
    }
    assertEquals(
        List.of("a power", "b power"),
        names(rig.ask(Query.of(Find.MIN, quantity("power")).top(2))));
  }

  @Test
  void aMeanHasOneDigitMoreThanItsValues() {
    measured("a", "temperature", "°C");
    measured("b", "temperature", "°C");
    measured("c", "temperature", "°C");
    rig.take("a temperature", "20.1").take("b temperature", 21).take("c temperature", 21);
    assertEquals(
        new BigDecimal("20.7"), computed(Query.of(Find.MEAN, quantity("temperature"))).number());
    rig.take("c temperature", "21.1", minutes(0));
    assertEquals(
        new BigDecimal("20.73"), computed(Query.of(Find.MEAN, quantity("temperature"))).number());
  }

  @Test
  void powerIsAddedNowAndTemperaturesNever() {
    measured("a", "power", "W");
    measured("b", "power", "kW");
    measured("a", "temperature", "°C");
    rig.take("a power", 150).take("b power", "1.2").take("a temperature", 20);
    Result.Computed sum = computed(Query.of(Find.SUM, quantity("power")).unit("W"));
    assertEquals(new BigDecimal("1350"), sum.number());
    assertEquals("W", sum.unit());
    assertEquals(2, sum.of());
    assertEquals("incomplete sum", code(rig.ask(Find.SUM, quantity("temperature"))));
    assertEquals(
        "incomplete counter", code(rig.ask(Query.of(Find.SUM, quantity("power")).over(HOUR))));
  }

  @Test
  void aStateIsNoNumber() {
    rig.thing("lamp", "lamp", "", "");
    rig.series("lamp", "lamp state", "", null, Kind.STATE, Map.of("1", "on", "0", "off"), null);
    rig.take("lamp state", 1);
    assertEquals("incomplete number", code(rig.ask(Find.MEAN, thing("lamp"))));
    assertEquals(
        "incomplete where",
        code(rig.ask(new Query(Find.MAX, thing("lamp"), is("on"), null, null, 1, null))));
  }

  @Test
  void theValueThatHeldAtTheStartCounts() {
    measured("mill", "temperature", "°C");
    rig.take("mill temperature", 80, minutes(90));
    rig.take("mill temperature", 20, minutes(45)).take("mill temperature", 30, minutes(15));
    Query query = Query.of(Find.MAX, thing("mill")).over(HOUR);
    assertEquals(80, computed(query).number().intValueExact());
    assertEquals(NOW.minus(minutes(60)), computed(query).at());
    assertEquals(1.0, computed(query).coverage());
    Query later = query.over(new Span.Last(minutes(45)));
    assertEquals(30, computed(later).number().intValueExact());
    assertEquals(NOW.minus(minutes(15)), computed(later).at());
    Query mean = Query.of(Find.MEAN, thing("mill")).over(HOUR);
    assertEquals(new BigDecimal("37.5"), computed(mean).number());
  }

  @Test
  void whatIsNotKnownLessensTheCoverage() {
    measured("mill", "temperature", "°C");
    rig.take("mill temperature", 20, minutes(45)).take("mill temperature", 30, minutes(15));
    Result.Computed mean = computed(Query.of(Find.MEAN, thing("mill")).over(HOUR));
    assertEquals(0.75, mean.coverage());
    assertEquals(new BigDecimal("23.3"), mean.number());
    rig.end("mill temperature", Current.Why.OFFLINE, minutes(0));
    assertEquals(0.75, computed(Query.of(Find.MEAN, thing("mill")).over(HOUR)).coverage());
    rig.take("mill temperature", 25, minutes(-30));
    Instant later = NOW.plus(minutes(45));
    Result.Computed gap =
        assertIs(
            Result.Computed.class,
            rig.evaluator.evaluate(Query.of(Find.MEAN, thing("mill")).over(HOUR), later));
    assertEquals(0.5, gap.coverage());
    assertEquals(new BigDecimal("27.5"), gap.number());
    assertEquals(0.75, computed(Query.of(Find.MEAN, thing("mill")).over(HOUR)).coverage());
    assertEquals(
        "incomplete history",
        code(
            rig.ask(
                Query.of(Find.MAX, thing("mill"))
                    .over(new Span.Between(NOW.minus(minutes(60)), NOW.minus(minutes(45)))))));
  }

  @Test
  void aStaleValueDoesNotHoldUpToNow() {
    measured("mill", "temperature", "°C");
    for (int back = 5; back >= 0; back--) {
      rig.take("mill temperature", 20 + back, minutes(30 + back));
    }
    assertEquals(
        0.5,
        computed(Query.of(Find.MIN, thing("mill")).over(new Span.Last(minutes(30)))).coverage());
  }

  @Test
  void aGroupOverAWindowRanksTheExtremesOfEach() {
    measured("a", "temperature", "°C");
    measured("b", "temperature", "°C");
    rig.take("a temperature", 20, minutes(90)).take("a temperature", 35, minutes(50));
    rig.take("a temperature", 20, minutes(49)).take("b temperature", 30, minutes(90));
    Result.Extremes max = extremes(Query.of(Find.MAX, quantity("temperature")).over(HOUR).top(5));
    assertEquals(List.of("a temperature", "b temperature"), names(max));
    assertEquals(new BigDecimal("35"), max.rows().get(0).value());
    assertEquals(NOW.minus(minutes(50)), max.rows().get(0).at());
  }

  @Test
  void aCounterAddsWhatItGrewAlsoOverAReset() {
    series("plug", "energy", "kWh", Kind.COUNTER);
    rig.take("plug energy", "12.0", Duration.ofHours(20));
    rig.take("plug energy", "13.5", minutes(300)).take("plug energy", "0.2", minutes(200));
    rig.take("plug energy", "1.0", minutes(100));
    Result.Computed sum = computed(Query.of(Find.SUM, thing("plug")).over(TODAY));
    assertEquals(new BigDecimal("2.5"), sum.number());
    assertEquals("kWh", sum.unit());
    assertEquals(1.0, sum.coverage());
    assertEquals(
        new BigDecimal("0.8"),
        computed(Query.of(Find.SUM, thing("plug")).over(new Span.Last(minutes(200)))).number());
    assertEquals(
        new BigDecimal("1"),
        computed(Query.of(Find.SUM, thing("plug")).over(new Span.Last(minutes(201)))).number());
  }

  @Test
  void theMostEnergyOfTheDayIsWhatWasAddedNotWhatTheCounterShows() {
    series("oven plug", "energy", "kWh", Kind.COUNTER);
    series("freezer plug", "energy", "kWh", Kind.COUNTER);
    rig.take("oven plug energy", "12.0", Duration.ofHours(20));
    rig.take("oven plug energy", "14.5").take("freezer plug energy", "381.44");
    rig.site.take(
        Rig.id("freezer plug energy"), new BigDecimal("381.00"), NOW.minus(Duration.ofHours(20)));
    Result.Extremes most = extremes(Query.of(Find.MAX, quantity("energy")).over(TODAY));
    assertEquals(List.of("oven plug energy"), names(most));
    assertEquals(new BigDecimal("2.5"), most.rows().get(0).value());
    assertEquals(
        new BigDecimal("2.94"),
        computed(Query.of(Find.SUM, quantity("energy")).over(TODAY)).number());
  }

  @Test
  void theDevicesOwnFigureOfTheDayIsTakenAsItIs() {
    series("washer", "energy", "kWh", Kind.COUNTER);
    series("washer", "energy", "kWh", Kind.STATISTIC, "today");
    series("washer", "energy", "kWh", Kind.STATISTIC, "yesterday");
    rig.take("washer energy", "800.1");
    rig.take("washer today energy", "0.482").take("washer yesterday energy", "1.914");
    Query today = Query.of(Find.SUM, thing("washer")).over(TODAY);
    assertEquals(new BigDecimal("0.482"), computed(today).number());
    Span yesterday = new Span.Calendar(Span.Term.YESTERDAY);
    assertEquals(new BigDecimal("1.914"), computed(today.over(yesterday)).number());
    Span before = new Span.Calendar(Span.Term.DAY_BEFORE_YESTERDAY);
    assertEquals("incomplete history", code(rig.ask(today.over(before))));
    Result.Values value =
        assertIs(
            Result.Values.class, rig.ask(Query.of(Find.VALUE, thing("washer")).over(yesterday)));
    assertEquals(List.of("washer yesterday energy"), names(value));
  }

  @Test
  void theFigureOfADayThatIsOverIsNotThatOfToday() {
    series("washer", "energy", "kWh", Kind.STATISTIC, "today");
    Duration sinceMidnight = Duration.ofHours(15);
    rig.take("washer today energy", "0.482", sinceMidnight.plusSeconds(1));
    Query today = Query.of(Find.SUM, thing("washer")).over(TODAY);
    assertEquals("incomplete history", code(rig.ask(today)));
    rig.take("washer today energy", "0.001", sinceMidnight);
    assertEquals(new BigDecimal("0.001"), computed(today).number());
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

  @Test
  void tooManySeriesAreNotJudgedByTheirHistory() {
    for (int one = 0; one < 2_001; one++) {
      measured("probe " + one, "ph", null);
      rig.take("probe " + one + " ph", 7);
    }
    assertEquals("incomplete series", code(rig.ask(Query.of(Find.MAX, quantity("ph")).over(HOUR))));
    Scope fewer = quantity("ph").without(List.of(thing("probe 0")));
    assertEquals(2_000, extremes(Query.of(Find.MAX, fewer).over(HOUR)).of());
    assertEquals(2_001, extremes(Query.of(Find.MAX, quantity("ph"))).of());
    Series first = rig.site.series().get(0);
    assertEquals("probe 0 ph", first.name());
  }

  @Test
  void aLongWindowIsSummedUpAndItsExtremeKeepsItsMoment() {
    measured("mill", "temperature", "°C");
    rig.take("mill temperature", 10, Duration.ofDays(12));
    rig.take("mill temperature", "30.5", Duration.ofDays(7));
    rig.take("mill temperature", 20, Duration.ofDays(6)).take("mill temperature", 20);
    Query query = Query.of(Find.MAX, thing("mill")).over(new Span.Last(Duration.ofDays(10)));
    assertEquals(new BigDecimal("30.5"), computed(query).number());
    assertEquals(NOW.minus(Duration.ofDays(7)), computed(query).at());
    assertEquals(1.0, computed(query).coverage(), 1e-9);
    Query mean = Query.of(Find.MEAN, thing("mill")).over(new Span.Last(Duration.ofDays(10)));
    assertEquals(new BigDecimal("18.05"), computed(mean).number());
    Query longer = Query.of(Find.MIN, thing("mill")).over(new Span.Last(Duration.ofDays(24)));
    assertEquals(0.5, computed(longer).coverage(), 1e-9);
    assertEquals(NOW.minus(Duration.ofDays(12)), computed(longer).at());
  }

  @Test
  void aFigureOfAnotherTimeIsNoValueOfTheWindow() {
    series("washer", "energy", "kWh", Kind.STATISTIC, "yesterday");
    rig.take("washer yesterday energy", "1.914");
    assertEquals("incomplete over", code(rig.ask(Query.of(Find.MAX, thing("washer")).over(TODAY))));
    assertEquals(
        "incomplete counter", code(rig.ask(Query.of(Find.SUM, thing("washer")).over(TODAY))));
  }
}
