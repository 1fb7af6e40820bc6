package io.parley.language.wording;

import io.parley.query.Result.Row;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Numbers, times and lengths of time as a language writes them. */
final class Figures {
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm");
  private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
  private static final int MOST_DIGITS = 9;

  private final Templates templates;
  private final ZoneId zone;
  private final Instant now;

  Figures(Templates templates, ZoneId zone, Instant now) {
    this.templates = templates;
    this.zone = zone;
    this.now = now;
  }

  /** A value with its unit, e.g. {@code 84.2 °C}. */
  String value(Object value, @Nullable String state, @Nullable String unit) {
    if (state != null) {
      return templates.state(state);
    }
    if (value instanceof Boolean) {
      return templates.state(value.toString());
    }
    String said = value instanceof Number number ? number(number) : value.toString();
    return unit == null || unit.isEmpty() ? said : said + " " + unit;
  }

  /** A number in plain digits. */
  String number(Number number) {
    BigDecimal decimal = number instanceof BigDecimal big ? big : new BigDecimal(number.toString());
    if (decimal.precision() > MOST_DIGITS && decimal.scale() > 0) {
      decimal = decimal.round(new MathContext(MOST_DIGITS));
    }
    String plain = decimal.toPlainString();
    return plain.replace(".", templates.text("decimal", "."));
  }

  /** A moment: the clock, with the day where it is not today. */
  String moment(Instant at) {
    ZonedDateTime local = at.atZone(zone);
    LocalDate today = now.atZone(zone).toLocalDate();
    if (local.toLocalDate().equals(today)) {
      return CLOCK.format(local);
    }
    if (local.toLocalDate().equals(today.minusDays(1))) {
      return templates.fill("yesterday-at", "time", CLOCK.format(local));
    }
    return DATE.format(local);
  }

  /** How long ago it was. */
  String ago(Instant at) {
    return templates.fill("ago", "length", length(Duration.between(at, now)));
  }

  /** A length of time in its two largest units, e.g. {@code 3 h 20 min}. */
  String length(Duration exact) {
    long seconds = Math.max(0, exact.toSeconds());
    long days = seconds / 86_400;
    long hours = seconds / 3600 % 24;
    long minutes = seconds / 60 % 60;
    if (days > 0) {
      return two(days, "days", hours, "hours");
    }
    if (hours > 0) {
      return two(hours, "hours", minutes, "minutes");
    }
    return minutes > 0 ? two(minutes, "minutes", 0, "") : two(seconds, "seconds", 0, "");
  }

  private String two(long large, String largeUnit, long small, String smallUnit) {
    String first = templates.fill(largeUnit, "n", Long.toString(large));
    return small == 0 ? first : first + " " + templates.fill(smallUnit, "n", Long.toString(small));
  }

  /** A series and its value. */
  String row(Row row) {
    return templates.fill(
        "row", "name", row.name(), "value", value(row.value(), row.state(), row.unit()));
  }

  /** A series, its value, and how old that is. */
  String aged(Row row) {
    Instant at = row.at();
    return at == null
        ? templates.fill("unknown-age", "row", row(row))
        : templates.fill("aged", "row", row(row), "ago", ago(at));
  }
}
