package io.parley.evaluation;

import io.parley.query.Span;
import io.parley.timeline.Window;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import org.jspecify.annotations.Nullable;

/** The time that a query is about. */
sealed interface Time {

  /** Now. */
  record Present() implements Time {}

  /** A moment that has passed. */
  record Moment(Instant at) implements Time {}

  /** A stretch that has begun. */
  record During(Window window) implements Time {}

  /** When that is; unsure if it has not come yet. */
  static Time of(@Nullable Span span, Instant now, ZoneId zone) {
    if (span == null) {
      return new Present();
    }
    if (span instanceof Span.Ago ago) {
      return new Moment(now.minus(ago.length()));
    }
    if (span instanceof Span.At at) {
      int back =
          switch (at.day()) {
            case YESTERDAY -> 1;
            case DAY_BEFORE_YESTERDAY -> 2;
            default -> 0;
          };
      LocalDate day = LocalDate.ofInstant(now, zone).minusDays(back);
      return moment(day.atTime(at.time()).atZone(zone).toInstant(), now);
    }
    if (span instanceof Span.Last last) {
      return window(now.minus(last.length()), now, now);
    }
    if (span instanceof Span.Since since) {
      return window(lastShown(since.time(), now, zone), now, now);
    }
    if (span instanceof Span.Between between) {
      return window(between.from(), between.to(), now);
    }
    return term(((Span.Calendar) span).term(), now, zone);
  }

  private static Time moment(Instant at, Instant now) {
    if (at.isAfter(now)) {
      throw UnsureException.incomplete("over");
    }
    return new Moment(at);
  }

  private static During window(Instant from, Instant to, Instant now) {
    if (!from.isBefore(now)) {
      throw UnsureException.incomplete("over");
    }
    return new During(to.isBefore(now) ? new Window(from, to, false) : new Window(from, now, true));
  }

  private static Instant lastShown(LocalTime time, Instant now, ZoneId zone) {
    LocalDate today = LocalDate.ofInstant(now, zone);
    Instant at = today.atTime(time).atZone(zone).toInstant();
    return at.isBefore(now) ? at : today.minusDays(1).atTime(time).atZone(zone).toInstant();
  }

  private static During term(Span.Term term, Instant now, ZoneId zone) {
    LocalDate today = LocalDate.ofInstant(now, zone);
    LocalDate monday = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    LocalDate first = today.withDayOfMonth(1);
    return switch (term) {
      case TODAY -> days(today, today.plusDays(1), now, zone);
      case YESTERDAY -> days(today.minusDays(1), today, now, zone);
      case DAY_BEFORE_YESTERDAY -> days(today.minusDays(2), today.minusDays(1), now, zone);
      case THIS_MORNING -> hours(today, 6, today, 12, now, zone);
      case THIS_AFTERNOON -> hours(today, 12, today, 18, now, zone);
      case THIS_EVENING -> hours(today, 18, today.plusDays(1), 0, now, zone);
      case LAST_NIGHT -> hours(today.minusDays(1), 22, today, 6, now, zone);
      case THIS_WEEK -> days(monday, monday.plusWeeks(1), now, zone);
      case LAST_WEEK -> days(monday.minusWeeks(1), monday, now, zone);
      case THIS_MONTH -> days(first, first.plusMonths(1), now, zone);
      case LAST_MONTH -> days(first.minusMonths(1), first, now, zone);
      case THIS_YEAR -> {
        LocalDate year = today.withDayOfYear(1);
        yield days(year, year.plusYears(1), now, zone);
      }
    };
  }

  private static During days(LocalDate from, LocalDate to, Instant now, ZoneId zone) {
    return window(from.atStartOfDay(zone).toInstant(), to.atStartOfDay(zone).toInstant(), now);
  }

  private static During hours(
      LocalDate from, int fromHour, LocalDate to, int toHour, Instant now, ZoneId zone) {
    return window(
        from.atTime(fromHour, 0).atZone(zone).toInstant(),
        to.atTime(toHour, 0).atZone(zone).toInstant(),
        now);
  }
}
