package io.parley.codec;

import io.parley.message.Codes;
import io.parley.query.QueryException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the fields of a query have that those of messages have not. */
final class QueryFields {
  private static final int LONGEST_UNIT = 32;

  private QueryFields() {}

  /** The one field of these that is there and says what the map is. */
  static String kind(Fields fields, String... kinds) throws CodecException {
    List<String> there = Arrays.stream(kinds).filter(fields::has).toList();
    if (there.size() == 1) {
      return there.get(0);
    }
    throw new CodecException(
        Codes.MALFORMED,
        fields.path(),
        "%s with %s must have exactly one of %s".formatted(fields.path(), there, List.of(kinds)));
  }

  /** What a word stands for that must be one of those listed. */
  static <T> T oneOf(
      Fields fields,
      String field,
      Function<String, Optional<T>> ofWord,
      Supplier<List<String>> words)
      throws CodecException {
    String word = fields.requiredText(field);
    Optional<T> found = ofWord.apply(word);
    if (found.isEmpty()) {
      throw fields.wrong(field, word, "must be one of " + words.get());
    }
    return found.get();
  }

  /** The texts of a list, for which a single text may stand; empty where it is absent. */
  static List<String> textOrTexts(Fields fields, String field, int most) throws CodecException {
    return fields.tree(field) instanceof String one ? List.of(one) : fields.texts(field, most);
  }

  /** A number with its digits. */
  static BigDecimal number(Fields fields, String field) throws CodecException {
    Object value = fields.required(field, fields.tree(field));
    try {
      if (value instanceof Number) {
        return new BigDecimal(value.toString());
      }
    } catch (NumberFormatException notANumber) {
      throw fields.wrong(field, value, "must be a number that there is");
    }
    throw fields.wrong(field, value, "must be a number");
  }

  /** A number as a tree has it: whole ones as such, all others with their digits. */
  static Number written(BigDecimal number) {
    return number.scale() == 0 && number.unscaledValue().bitLength() < Long.SIZE
        ? (Number) number.longValueExact()
        : number;
  }

  static @Nullable String unit(Fields fields) throws CodecException {
    return fields.text(
        "unit",
        text -> !text.isBlank() && text.length() <= LONGEST_UNIT,
        Codes.MALFORMED,
        "must have 1 to %d characters".formatted(LONGEST_UNIT));
  }

  /** Builds a part of a query, whose own rules are refusals with the path of the part. */
  static <T> T built(Fields fields, Fields.Building<T> building) throws CodecException {
    try {
      return building.now();
    } catch (QueryException rule) {
      String path = rule.field();
      String field = path.substring(path.lastIndexOf('.') + 1);
      String full =
          fields.path().endsWith("." + field) ? fields.path() : fields.path() + "." + field;
      String why = String.valueOf(rule.getMessage());
      throw new CodecException(
          Codes.MALFORMED, full, "%s %s".formatted(full, why.substring(why.indexOf(": ") + 2)));
    }
  }
}
