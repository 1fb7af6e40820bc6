package io.parley.http;

import io.javalin.http.Context;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/** The parameters of a request's query, each within its bounds. */
record Parameters(Context context) {
  /** The text of a parameter; empty where it is not given. */
  String text(String field, int longest) {
    String value = raw(field);
    if (value.length() > longest) {
      throw RequestException.of(field, value, "have at most %d characters".formatted(longest));
    }
    return value;
  }

  /** A whole number in {@code 1..most}; {@code most} where it is not given. */
  int count(String field, int most) {
    String value = raw(field);
    if (value.isEmpty()) {
      return most;
    }
    int count = value.matches("[0-9]{1,9}") ? Integer.parseInt(value) : 0;
    if (count < 1 || count > most) {
      throw RequestException.of(field, value, "be a whole number in 1..%d".formatted(most));
    }
    return count;
  }

  /** An instant; {@code usual} where it is not given. */
  Instant instant(String field, Instant usual) {
    String value = raw(field);
    try {
      return value.isEmpty() ? usual : Instant.parse(value);
    } catch (DateTimeParseException e) {
      throw RequestException.of(field, value, "be an instant as 2026-01-02T03:04:05Z");
    }
  }

  private String raw(String field) {
    String value = context.queryParam(field);
    return value == null ? "" : value;
  }
}
