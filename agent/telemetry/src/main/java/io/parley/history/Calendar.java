package io.parley.history;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * The days of the site's time zone and the stretches of 10 minutes in them, in epoch milliseconds.
 * Both start at local midnight, so that the questions people ask (today, last week) fall on whole
 * stretches in every zone and over a change to summer time. Not safe for several threads.
 */
final class Calendar {
  static final long WINDOW_MS = 600_000;
  static final long HOUR_MS = 3_600_000;
  static final long DAY_MS = 86_400_000;

  private final ZoneId zone;
  private long dayFrom = Long.MAX_VALUE;
  private long dayTo = Long.MIN_VALUE;

  Calendar(ZoneId zone) {
    this.zone = zone;
  }

  /** When the day of an instant began. */
  long dayFrom(long instant) {
    find(instant);
    return dayFrom;
  }

  /** When the day of an instant ends. */
  long dayTo(long instant) {
    find(instant);
    return dayTo;
  }

  private void find(long instant) {
    if (instant >= dayFrom && instant < dayTo) {
      return;
    }
    LocalDate date = Instant.ofEpochMilli(instant).atZone(zone).toLocalDate();
    dayFrom = date.atStartOfDay(zone).toInstant().toEpochMilli();
    dayTo = date.plusDays(1).atStartOfDay(zone).toInstant().toEpochMilli();
  }

  /** A new summary of the 10 minutes that an instant is in. */
  Rollup window(long instant) {
    return window(instant, WINDOW_MS);
  }

  /** A new summary of the stretch of a length, from the day's start on, that an instant is in. */
  Rollup window(long instant, long length) {
    find(instant);
    long from = dayFrom + (instant - dayFrom) / length * length;
    return new Rollup(from, Math.min(from + length, dayTo));
  }
}
