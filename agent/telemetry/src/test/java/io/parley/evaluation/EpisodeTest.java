package io.parley.evaluation;

import static io.parley.evaluation.Rig.CONTACT;
import static io.parley.evaluation.Rig.NOW;
import static io.parley.evaluation.Rig.above;
import static io.parley.evaluation.Rig.asked;
import static io.parley.evaluation.Rig.code;
import static io.parley.evaluation.Rig.is;
import static io.parley.evaluation.Rig.minutes;
import static io.parley.evaluation.Rig.names;
import static io.parley.evaluation.Rig.thing;
import static io.parley.evaluation.ValueTest.assertIs;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.query.Condition;
import io.parley.query.Find;
import io.parley.query.Query;
import io.parley.query.Result;
import io.parley.query.Result.Way;
import io.parley.query.Scope;
import io.parley.query.Span;
import io.parley.site.Current;
import io.parley.site.Series.Kind;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EpisodeTest {
  private static final Span HOUR = new Span.Last(minutes(60));
  private static final Scope DOOR = thing("door");

  private final Rig rig =
      new Rig()
          .thing("door", "door", "", "")
          .series("door", "door contact", "contact", null, Kind.STATE, CONTACT, null)
          .thing("mill", "", "", "")
          .series("mill", "mill temperature", "temperature", "°C", Kind.MEASUREMENT);

  private void door(boolean closed, long minutesAgo) {
    rig.take("door contact", closed, minutes(minutesAgo));
  }

  private Result.Length duration(Query query) {
    return assertIs(Result.Length.class, rig.ask(query));
  }

  private Result.Moment when(Query query) {
    return assertIs(Result.Moment.class, rig.ask(query));
  }

  @Test
  void aConditionHasHeldSinceItBegan() {
    door(true, 90);
    door(false, 30);
    Result.Length open = duration(asked(Find.DURATION, DOOR, is("open")));
    assertEquals(minutes(30), open.length());
    assertTrue(open.holds());
    assertFalse(open.atLeast());
    Result.Length closed = duration(asked(Find.DURATION, DOOR, is("closed")));
    assertEquals(minutes(30), closed.length());
    assertFalse(closed.holds());
  }

  @Test
  void whatHeldBeforeItWasKnownHasHeldAtLeastThatLong() {
    door(false, Duration.ofDays(20).toMinutes());
    Result.Length open = duration(asked(Find.DURATION, DOOR, is("open")));
    assertEquals(Duration.ofDays(20), open.length());
    assertTrue(open.atLeast());
  }

  @Test
  void aGapEndsWhatIsKnown() {
    door(true, 90);
    door(false, 60);
    rig.end("door contact", Current.Why.OFFLINE, minutes(50));
    door(false, 40);
    Result.Length open = duration(asked(Find.DURATION, DOOR, is("open")));
    assertEquals(minutes(40), open.length());
    assertTrue(open.atLeast());
  }

  @Test
  void aNumberHoldsAConditionOverSeveralValues() {
    rig.take("mill temperature", 39, minutes(50)).take("mill temperature", 41, minutes(40));
    rig.take("mill temperature", 45, minutes(20)).take("mill temperature", 43, minutes(5));
    Result.Length hot = duration(asked(Find.DURATION, thing("mill"), above("40", "°C")));
    assertEquals(minutes(40), hot.length());
    Query over = asked(Find.DURATION, thing("mill"), above("42", null)).over(HOUR);
    assertEquals(minutes(20), duration(over).length());
    assertEquals(50 / 60.0, duration(over).coverage(), 1e-12);
  }

  @Test
  void aWindowAddsUpTheTimesInsideIt() {
    door(true, 100);
    door(false, 70);
    door(true, 50);
    door(false, 20);
    door(true, 15);
    Result.Length open = duration(asked(Find.DURATION, DOOR, is("open")).over(HOUR));
    assertEquals(minutes(15), open.length());
    assertFalse(open.holds());
    assertEquals(1.0, open.coverage());
  }

  @Test
  void aBeginningAtTheStartOfAWindowIsInsideIt() {
    door(true, 100);
    door(false, 60);
    door(true, 50);
    door(false, 20);
    Query times = asked(Find.TIMES, DOOR, is("open"), HOUR);
    assertEquals(2, count(times).count());
    Span shorter = new Span.Last(minutes(60).minusMillis(1));
    assertEquals(1, count(times.over(shorter)).count());
    assertEquals(1, count(asked(Find.TIMES, DOOR, is("closed"), HOUR)).count());
  }

  private Result.Count count(Query query) {
    return assertIs(Result.Count.class, rig.ask(query));
  }

  @Test
  void timesOfAWindowThatIsNotAllKnownAreToldWithSinceWhen() {
    door(true, 40);
    door(false, 30);
    Result.Count count = count(asked(Find.TIMES, DOOR, is("open"), HOUR));
    assertEquals(1, count.count());
    assertEquals(NOW.minus(minutes(40)), count.leftOut().get(0).since());
  }

  @Test
  void whenIsTheLastBeginning() {
    door(true, 100);
    door(false, 60);
    door(true, 50);
    Result.Moment opened = when(asked(Find.WHEN, DOOR, is("open")));
    assertEquals(NOW.minus(minutes(60)), opened.at());
    assertEquals(NOW.minus(minutes(100)), opened.knownSince());
    assertEquals(NOW.minus(minutes(50)), when(asked(Find.WHEN, DOOR, is("closed"))).at());
    assertEquals(NOW.minus(minutes(50)), when(Query.of(Find.WHEN, DOOR)).at());
  }

  @Test
  void whatNeverBeganSinceItIsKnownHasNoMoment() {
    door(true, 100);
    Result.Moment opened = when(asked(Find.WHEN, DOOR, is("open")));
    assertNull(opened.at());
    assertEquals(NOW.minus(minutes(100)), opened.knownSince());
    assertEquals("incomplete history", code(rig.ask(asked(Find.WHEN, DOOR, is("closed")))));
    assertEquals("incomplete history", code(rig.ask(Query.of(Find.WHEN, DOOR))));
  }

  @Test
  void aBeginningInAGapIsNotKnown() {
    door(true, 100);
    rig.end("door contact", Current.Why.OFFLINE, minutes(50));
    door(false, 40);
    assertEquals("incomplete history", code(rig.ask(asked(Find.WHEN, DOOR, is("open")))));
    door(true, 30);
    assertEquals("incomplete history", code(rig.ask(asked(Find.WHEN, DOOR, is("open")))));
    door(false, 20);
    assertEquals(NOW.minus(minutes(20)), when(asked(Find.WHEN, DOOR, is("open"))).at());
  }

  @Test
  void aTrendIsToldBesideTheNoise() {
    for (int back = 120; back >= 0; back--) {
      double wave = back % 2 == 0 ? 0.2 : -0.2;
      rig.take("mill temperature", 40 - back * 0.1 + wave, minutes(back));
    }
    Result.Trend rising = assertIs(Result.Trend.class, rig.ask(Find.TREND, thing("mill")));
    assertEquals(Way.RISING, rising.way());
    assertEquals(minutes(30), rising.over());
    assertEquals(3.0, rising.change().doubleValue(), 0.3);
  }

  @Test
  void noiseIsSteadyAndSoIsAValueThatDoesNotChange() {
    for (int back = 120; back >= 0; back--) {
      rig.take("mill temperature", back % 2 == 0 ? 20.4 : 20.1, minutes(back));
    }
    assertEquals(
        Way.STEADY, assertIs(Result.Trend.class, rig.ask(Find.TREND, thing("mill"))).way());
    Rig calm = new Rig().thing("vat", "", "", "");
    calm.series("vat", "vat level", "level", "%", Kind.MEASUREMENT);
    calm.take("vat level", 50, minutes(130)).take("vat level", 50, minutes(1));
    Result.Trend steady = assertIs(Result.Trend.class, calm.ask(Find.TREND, thing("vat")));
    assertEquals(Way.STEADY, steady.way());
    assertEquals(new BigDecimal("0"), steady.change());
  }

  @Test
  void aFallOverAWindowIsTold() {
    for (int back = 300; back >= 0; back -= 10) {
      rig.take("mill temperature", new BigDecimal(back).movePointLeft(1), minutes(back));
    }
    Query query = Query.of(Find.TREND, thing("mill")).over(new Span.Last(minutes(200)));
    Result.Trend falling = assertIs(Result.Trend.class, rig.ask(query));
    assertEquals(Way.FALLING, falling.way());
    assertEquals(new BigDecimal("-20"), falling.change());
  }

  @Test
  void aTrendOfWhatIsHardlyKnownIsIncomplete() {
    rig.take("mill temperature", 20, minutes(50)).take("mill temperature", 21, minutes(2));
    assertEquals("incomplete history", code(rig.ask(Find.TREND, thing("mill"))));
  }

  @Test
  void statesHaveChangedAndSmallMovesOfNumbersHaveNot() {
    door(true, 100);
    door(false, 40);
    door(true, 30);
    rig.take("mill temperature", 100, minutes(90)).take("mill temperature", 105, minutes(20));
    Result.Changed changed = assertIs(Result.Changed.class, rig.ask(changes(Scope.ALL)));
    assertEquals(List.of("door contact"), names(changed));
    assertEquals(2, changed.of());
    Result.Change door = changed.changes().get(0);
    assertEquals("open", door.stateBefore());
    assertEquals("closed", door.row().state());
    assertEquals(2, door.times());
    assertEquals(NOW.minus(minutes(30)), door.at());
    rig.take("mill temperature", "105.1", minutes(10));
    Result.Changed more = assertIs(Result.Changed.class, rig.ask(changes(Scope.ALL)));
    assertEquals(List.of("door contact", "mill temperature"), names(more));
    assertEquals(100, more.changes().get(1).before());
  }

  @Test
  void aMoveBeyondTheUsualStepsIsAChange() {
    for (int back = 200; back > 60; back -= 10) {
      rig.take("mill temperature", 100 + back % 20 / 10, minutes(back));
    }
    rig.take("mill temperature", 103, minutes(20));
    Query query = changes(thing("mill"));
    assertEquals(List.of(), assertIs(Result.Changed.class, rig.ask(query)).changes());
    rig.take("mill temperature", 105, minutes(10));
    assertEquals(1, assertIs(Result.Changed.class, rig.ask(query)).changes().size());
  }

  @Test
  void aNegationTurnsAnEpisodeRound() {
    door(true, 90);
    door(false, 30);
    Condition notOpen = new Condition.StateIs("open", true);
    Result.Length length = duration(asked(Find.DURATION, DOOR, notOpen).over(HOUR));
    assertEquals(minutes(30), length.length());
  }

  private static Query changes(Scope scope) {
    return new Query(Find.CHANGES, scope, null, HOUR, null, 1, null);
  }
}
