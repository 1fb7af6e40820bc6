package io.parley.query;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A stretch of time or a moment, as people name it; calendar terms are in the site's time zone. */
public sealed interface Span {
  /** The longest stretch that a query may name: two years. */
  Duration LONGEST = Duration.ofDays(731);

  /** A stretch of the calendar. */
  enum Term {
    TODAY,
    YESTERDAY,
    DAY_BEFORE_YESTERDAY,
    /** 06:00 to 12:00 of today. */
    THIS_MORNING,
    /** 12:00 to 18:00 of today. */
    THIS_AFTERNOON,
    /** 18:00 to 24:00 of today. */
    THIS_EVENING,
    /** 22:00 of yesterday to 06:00 of today; after 22:00 still that of the night before. */
    LAST_NIGHT,
    /** From Monday, ISO 8601. */
    THIS_WEEK,
    LAST_WEEK,
    THIS_MONTH,
    LAST_MONTH,
    THIS_YEAR;

    /** Its name in JSON, e.g. {@code last-night}. */
    public String code() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The one of this name in JSON. */
    public static Optional<Term> of(String code) {
      return Stream.of(values()).filter(term -> term.code().equals(code)).findFirst();
    }
  }

  /** The time before now. */
  record Last(Duration length) implements Span {
    public Last {
      bounded("over.last", length);
    }
  }

  /** A stretch of the calendar, as far as it has passed. */
  record Calendar(Term term) implements Span {}

  /** From the last time that the clock showed this until now. */
  record Since(LocalTime time) implements Span {}

  /** The moment this long before now. */
  record Ago(Duration length) implements Span {
    public Ago {
      bounded("over.ago", length);
    }
  }

  /** A time of day on {@link Term#TODAY} or {@link Term#YESTERDAY} or the day before. */
  record At(LocalTime time, Term day) implements Span {
    public At {
      if (day.compareTo(Term.DAY_BEFORE_YESTERDAY) > 0) {
        throw new QueryException(
            "over.day", "must be today, yesterday or day-before-yesterday, not " + day.code());
      }
    }
  }

  /** From one instant to another. */
  record Between(Instant from, Instant to) implements Span {
    public Between {
      if (!from.isBefore(to)) {
        throw new QueryException("over.from", "%s must be before %s".formatted(from, to));
      }
      bounded("over", Duration.between(from, to));
    }
  }

  private static void bounded(String field, Duration length) {
    if (length.isNegative() || length.isZero() || length.compareTo(LONGEST) > 0) {
      throw new QueryException(
          field, "%s must be more than 0 and at most %s".formatted(length, LONGEST));
    }
  }
}
