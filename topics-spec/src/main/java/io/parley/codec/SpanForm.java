package io.parley.codec;

import io.parley.query.Span;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A span as a map. */
final class SpanForm {
  /** Narrower than what Java reads: no signs, capitals only, at most nine digits a part. */
  private static final Pattern DURATION =
      Pattern.compile(
          "P(?=[0-9T])([0-9]{1,9}D)?"
              + "(T(?=[0-9])([0-9]{1,9}H)?([0-9]{1,9}M)?([0-9]{1,9}([.][0-9]{1,9})?S)?)?");

  private static final Pattern CLOCK =
      Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?");

  private SpanForm() {}

  static Span read(Fields fields) throws CodecException {
    String kind = QueryFields.kind(fields, "last", "calendar", "since", "ago", "at", "from");
    fields.only(
        switch (kind) {
          case "at" -> Set.of("at", "day");
          case "from" -> Set.of("from", "to");
          default -> Set.of(kind);
        });
    return switch (kind) {
      case "last" -> {
        Duration length = length(fields, "last");
        yield QueryFields.built(fields, () -> new Span.Last(length));
      }
      case "calendar" -> new Span.Calendar(term(fields, "calendar"));
      case "since" -> new Span.Since(time(fields, "since"));
      case "ago" -> {
        Duration length = length(fields, "ago");
        yield QueryFields.built(fields, () -> new Span.Ago(length));
      }
      case "at" -> {
        LocalTime time = time(fields, "at");
        Span.Term day = fields.has("day") ? term(fields, "day") : Span.Term.TODAY;
        yield QueryFields.built(fields, () -> new Span.At(time, day));
      }
      default -> {
        Instant from = fields.required("from", fields.instant("from"));
        Instant to = fields.required("to", fields.instant("to"));
        yield QueryFields.built(fields, () -> new Span.Between(from, to));
      }
    };
  }

  private static Duration length(Fields fields, String field) throws CodecException {
    String text = fields.requiredText(field);
    try {
      if (DURATION.matcher(text).matches()) {
        return Duration.parse(text);
      }
    } catch (DateTimeException | ArithmeticException tooLong) {
      throw fields.wrong(field, text, "must be at most " + Span.LONGEST);
    }
    throw fields.wrong(field, text, "must be a duration such as PT1H30M or P2D");
  }

  private static LocalTime time(Fields fields, String field) throws CodecException {
    String text = fields.requiredText(field);
    if (!CLOCK.matcher(text).matches()) {
      throw fields.wrong(field, text, "must be a time of day such as 06:00 or 06:00:30");
    }
    return LocalTime.parse(text);
  }

  private static Span.Term term(Fields fields, String field) throws CodecException {
    return QueryFields.oneOf(
        fields, field, Span.Term::of, Stream.of(Span.Term.values()).map(Span.Term::code)::toList);
  }

  static Map<String, @Nullable Object> write(Span span) {
    Draft draft = new Draft();
    if (span instanceof Span.Last last) {
      draft.put("last", last.length().toString());
    } else if (span instanceof Span.Calendar calendar) {
      draft.put("calendar", calendar.term().code());
    } else if (span instanceof Span.Since since) {
      draft.put("since", since.time().toString());
    } else if (span instanceof Span.Ago ago) {
      draft.put("ago", ago.length().toString());
    } else if (span instanceof Span.At at) {
      draft
          .put("at", at.time().toString())
          .put("day", at.day() == Span.Term.TODAY ? null : at.day().code());
    } else if (span instanceof Span.Between between) {
      draft.put("from", between.from().toString()).put("to", between.to().toString());
    }
    return draft.map();
  }
}
