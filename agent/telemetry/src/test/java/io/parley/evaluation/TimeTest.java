package io.parley.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.parley.query.Span;
import io.parley.query.Span.Term;
import io.parley.timeline.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TimeTest {
  private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

  private static Instant local(String text) {
    return LocalDateTime.parse(text).atZone(ZONE).toInstant();
  }

  @ParameterizedTest
  @CsvSource({
    // now, term, from, to, open; 2026-03-11 is a Wednesday
    "2026-03-11T15:00, today, 2026-03-11T00:00, 2026-03-11T15:00, true",
    "2026-03-11T15:00, yesterday, 2026-03-10T00:00, 2026-03-11T00:00, false",
    "2026-03-11T15:00, day-before-yesterday, 2026-03-09T00:00, 2026-03-10T00:00, false",
    "2026-03-11T15:00, this-morning, 2026-03-11T06:00, 2026-03-11T12:00, false",
    "2026-03-11T11:59, this-morning, 2026-03-11T06:00, 2026-03-11T11:59, true",
    "2026-03-11T15:00, this-afternoon, 2026-03-11T12:00, 2026-03-11T15:00, true",
    "2026-03-11T23:00, this-evening, 2026-03-11T18:00, 2026-03-11T23:00, true",
    "2026-03-11T15:00, last-night, 2026-03-10T22:00, 2026-03-11T06:00, false",
    "2026-03-11T03:00, last-night, 2026-03-10T22:00, 2026-03-11T03:00, true",
    "2026-03-11T23:00, last-night, 2026-03-10T22:00, 2026-03-11T06:00, false",
    "2026-03-11T15:00, this-week, 2026-03-09T00:00, 2026-03-11T15:00, true",
    "2026-03-09T00:01, this-week, 2026-03-09T00:00, 2026-03-09T00:01, true",
    "2026-03-11T15:00, last-week, 2026-03-02T00:00, 2026-03-09T00:00, false",
    "2026-03-11T15:00, this-month, 2026-03-01T00:00, 2026-03-11T15:00, true",
    "2026-03-11T15:00, last-month, 2026-02-01T00:00, 2026-03-01T00:00, false",
    "2026-03-11T15:00, this-year, 2026-01-01T00:00, 2026-03-11T15:00, true"
  })
  void termsAreInTheSitesZone(String now, String term, String from, String to, boolean open) {
    Span span = new Span.Calendar(Term.of(term).orElseThrow());
    assertEquals(
        new Time.During(new Window(local(from), local(to), open)), Time.of(span, local(now), ZONE));
  }

  @Test
  void theDayOfTheChangeOfClocksHasTwentyThreeHours() {
    Time time = Time.of(new Span.Calendar(Term.YESTERDAY), local("2026-03-30T10:00"), ZONE);
    assertEquals(Duration.ofHours(23), ((Time.During) time).window().length());
  }

  @Test
  void whatHasNotBegunIsNoTime() {
    Span evening = new Span.Calendar(Term.THIS_EVENING);
    assertThrows(UnsureException.class, () -> Time.of(evening, local("2026-03-11T18:00"), ZONE));
    Span later = new Span.Between(local("2026-03-12T00:00"), local("2026-03-13T00:00"));
    assertThrows(UnsureException.class, () -> Time.of(later, local("2026-03-11T18:00"), ZONE));
  }

  @Test
  void sinceIsTheLastTimeThatTheClockShowedIt() {
    Span since = new Span.Since(LocalTime.of(6, 0));
    Instant now = local("2026-03-11T06:01");
    assertEquals(
        new Time.During(new Window(local("2026-03-11T06:00"), now, true)),
        Time.of(since, now, ZONE));
    Instant early = local("2026-03-11T06:00");
    assertEquals(
        new Time.During(new Window(local("2026-03-10T06:00"), early, true)),
        Time.of(since, early, ZONE));
  }
}
