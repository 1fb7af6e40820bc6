package io.parley.codec;

import io.parley.message.Codes;
import io.parley.message.Ids;
import io.parley.message.Shown;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one map that came in. Unknown ones are not looked at; null counts as absent; what
 * is of the wrong kind is refused by its full name.
 */
final class Fields {
  /** Narrower than ISO 8601, which Java reads: four digits of year, seconds, an offset. */
  private static final Pattern RFC_3339 =
      Pattern.compile(
          "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?(Z|[+-]\\d\\d:\\d\\d)",
          Pattern.CASE_INSENSITIVE);

  private final Map<?, ?> map;
  private final String prefix;

  private Fields(Map<?, ?> map, String prefix) {
    this.map = map;
    this.prefix = prefix;
  }

  /** The fields of a whole payload. */
  static Fields ofPayload(@Nullable Object tree) throws CodecException {
    if (tree instanceof Map<?, ?> map) {
      return new Fields(map, "");
    }
    throw new CodecException(Codes.MALFORMED, "", "payload must be a map");
  }

  /** The fields of a map that stands under this name. */
  static Fields of(Map<?, ?> map, String name) {
    return new Fields(map, name + ".");
  }

  /** The name of the map itself, with its path. */
  String path() {
    return prefix.isEmpty() ? "" : prefix.substring(0, prefix.length() - 1);
  }

  boolean has(String field) {
    return map.get(field) != null;
  }

  /** Refuses fields that are not known, where to leave one out would change what is meant. */
  void only(Set<String> known) throws CodecException {
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      String field = String.valueOf(entry.getKey());
      if (entry.getValue() != null && !known.contains(field)) {
        throw wrong(Shown.shortened(field), entry.getValue(), "must not be given here");
      }
    }
  }

  @Nullable Object tree(String field) {
    return map.get(field);
  }

  @Nullable String text(String field) throws CodecException {
    Object value = map.get(field);
    if (value == null || value instanceof String) {
      return (String) value;
    }
    throw wrong(field, value, "must be text");
  }

  String requiredText(String field) throws CodecException {
    return required(field, text(field));
  }

  /** The text if it passes, else refused under the code. */
  @Nullable String text(String field, Function<String, Boolean> rule, String code, String must)
      throws CodecException {
    String value = text(field);
    if (value != null && !rule.apply(value)) {
      throw new CodecException(
          code,
          prefix + field,
          "%s%s '%s' %s".formatted(prefix, field, Shown.shortened(value), must));
    }
    return value;
  }

  /** An id (spec clause T-2). */
  @Nullable String id(String field) throws CodecException {
    return text(field, Ids::valid, Codes.INVALID_ID, "must match " + Ids.PATTERN.pattern());
  }

  String requiredId(String field) throws CodecException {
    return required(field, id(field));
  }

  /** A protocol id (spec clause P-2). */
  @Nullable String cid(String field) throws CodecException {
    return text(field, Ids::validCid, Codes.INVALID_ID, "must be a protocol id (bafkrei...)");
  }

  boolean truth(String field) throws CodecException {
    return Boolean.TRUE.equals(truthOrAbsent(field));
  }

  @Nullable Boolean truthOrAbsent(String field) throws CodecException {
    Object value = map.get(field);
    if (value == null || value instanceof Boolean) {
      return (Boolean) value;
    }
    throw wrong(field, value, "must be true or false");
  }

  /** A whole number; one written with a decimal point is whole if nothing but zeros follow it. */
  @Nullable Long whole(String field, long least, long greatest) throws CodecException {
    Object value = map.get(field);
    if (value == null) {
      return null;
    }
    BigDecimal number =
        value instanceof Long || value instanceof Integer
            ? BigDecimal.valueOf(((Number) value).longValue())
            : value instanceof BigInteger big
                ? new BigDecimal(big)
                : value instanceof BigDecimal decimal ? decimal : null;
    if (number == null
        || number.stripTrailingZeros().scale() > 0
        || number.compareTo(BigDecimal.valueOf(least)) < 0
        || number.compareTo(BigDecimal.valueOf(greatest)) > 0) {
      throw wrong(field, value, "must be a whole number in %d..%d".formatted(least, greatest));
    }
    return number.longValueExact();
  }

  @Nullable Integer wholeInt(String field, int least) throws CodecException {
    Long value = whole(field, least, Integer.MAX_VALUE);
    return value == null ? null : Math.toIntExact(value);
  }

  @Nullable Double number(String field) throws CodecException {
    Object value = map.get(field);
    if (value == null) {
      return null;
    }
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    throw wrong(field, value, "must be a number");
  }

  @Nullable Double notNegative(String field) throws CodecException {
    Double number = number(field);
    if (number != null && number < 0) {
      throw wrong(field, number, "must not be negative");
    }
    return number;
  }

  /** A time of RFC 3339. */
  @Nullable Instant instant(String field) throws CodecException {
    String value = text(field);
    if (value == null) {
      return null;
    }
    try {
      if (RFC_3339.matcher(value).matches()) {
        return OffsetDateTime.parse(value).toInstant();
      }
    } catch (DateTimeException noSuchDay) {
      throw wrong(field, value, "must be a time that there is");
    }
    throw wrong(field, value, "must be a time of RFC 3339");
  }

  @Nullable Fields fields(String field) throws CodecException {
    Object value = map.get(field);
    if (value == null) {
      return null;
    }
    if (value instanceof Map<?, ?> inner) {
      return new Fields(inner, prefix + field + ".");
    }
    throw wrong(field, value, "must be a map");
  }

  /** The texts of a list; empty where it is absent. */
  List<String> texts(String field, int most) throws CodecException {
    List<String> texts = new ArrayList<>();
    for (Object item : list(field, most)) {
      if (!(item instanceof String text)) {
        throw wrong(field, item, "must hold text only");
      }
      texts.add(text);
    }
    return texts;
  }

  /** The protocol ids of a list; empty where it is absent. */
  List<String> cids(String field, int most) throws CodecException {
    List<String> cids = texts(field, most);
    for (String cid : cids) {
      if (!Ids.validCid(cid)) {
        throw new CodecException(
            Codes.INVALID_ID,
            prefix + field,
            "%s%s '%s' must be a protocol id (bafkrei...)"
                .formatted(prefix, field, Shown.shortened(cid)));
      }
    }
    return cids;
  }

  /** What the maps of a list stand for; empty where it is absent. */
  <T> List<T> each(String field, int most, Reading<T> reading) throws CodecException {
    List<T> all = new ArrayList<>();
    for (Object item : list(field, most)) {
      if (!(item instanceof Map<?, ?> inner)) {
        throw wrong(field, item, "must hold maps only");
      }
      Fields fields = new Fields(inner, "%s%s.".formatted(prefix, field));
      all.add(fields.build(() -> reading.of(fields)));
    }
    return all;
  }

  /** A word of an enum. */
  <T> T word(String field, Function<String, T> ofWord) throws CodecException {
    String word = requiredText(field);
    return build(() -> ofWord.apply(word));
  }

  <T> T required(String field, @Nullable T value) throws CodecException {
    if (value == null) {
      throw new CodecException(
          Codes.MALFORMED, prefix + field, "%s%s must be given".formatted(prefix, field));
    }
    return value;
  }

  /** Builds a record, whose own rules are refusals here. */
  <T> T build(Building<T> building) throws CodecException {
    try {
      return building.now();
    } catch (IllegalArgumentException rule) {
      String text = String.valueOf(rule.getMessage());
      int space = text.indexOf(' ');
      throw new CodecException(
          Codes.MALFORMED, space < 0 ? prefix : text.substring(0, space), text);
    }
  }

  CodecException wrong(String field, @Nullable Object value, String must) {
    return new CodecException(
        Codes.MALFORMED,
        prefix + field,
        "%s%s '%s' %s".formatted(prefix, field, Shown.shortened(String.valueOf(value)), must));
  }

  private List<?> list(String field, int most) throws CodecException {
    Object value = map.get(field);
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof List<?> list)) {
      throw wrong(field, value, "must be a list");
    }
    if (list.size() > most) {
      throw new CodecException(
          Codes.MALFORMED,
          prefix + field,
          "%s%s of %d entries must have at most %d".formatted(prefix, field, list.size(), most));
    }
    return list;
  }

  /** Makes something of the fields of one map. */
  interface Reading<T> {
    T of(Fields fields) throws CodecException;
  }

  /** Makes something whose rules may refuse it. */
  interface Building<T> {
    T now() throws CodecException;
  }
}
