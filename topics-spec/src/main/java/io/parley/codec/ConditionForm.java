package io.parley.codec;

import io.parley.message.Codes;
import io.parley.query.Condition;
import io.parley.query.Scope;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A condition as a map. */
final class ConditionForm {
  private ConditionForm() {}

  static Condition read(Fields fields) throws CodecException {
    String kind = QueryFields.kind(fields, "state", "op", "low", "limit", "relation");
    boolean not = fields.truth("not");
    return switch (kind) {
      case "state" -> {
        fields.only(Set.of("state", "not"));
        String state = fields.required("state", state(fields));
        yield QueryFields.built(fields, () -> new Condition.StateIs(state, not));
      }
      case "op" -> {
        fields.only(Set.of("op", "number", "unit", "not"));
        yield new Condition.Compares(
            op(fields, "op"), QueryFields.number(fields, "number"), QueryFields.unit(fields), not);
      }
      case "low" -> {
        fields.only(Set.of("low", "high", "unit", "not"));
        BigDecimal low = QueryFields.number(fields, "low");
        BigDecimal high = QueryFields.number(fields, "high");
        String unit = QueryFields.unit(fields);
        yield QueryFields.built(fields, () -> new Condition.Between(low, high, unit, not));
      }
      case "limit" -> {
        fields.only(Set.of("limit", "not"));
        yield new Condition.BeyondLimit(
            QueryFields.oneOf(
                fields,
                "limit",
                Condition.Side::of,
                Stream.of(Condition.Side.values()).map(Condition.Side::code)::toList),
            not);
      }
      default -> {
        fields.only(Set.of("relation", "not"));
        yield new Condition.Relation(op(fields, "relation"), not);
      }
    };
  }

  private static @Nullable String state(Fields fields) throws CodecException {
    return fields.text(
        "state",
        text -> !text.isBlank() && text.length() <= Scope.MOST_CHARACTERS,
        Codes.MALFORMED,
        "must have 1 to %d characters".formatted(Scope.MOST_CHARACTERS));
  }

  private static Condition.Op op(Fields fields, String field) throws CodecException {
    return QueryFields.oneOf(
        fields,
        field,
        Condition.Op::of,
        Stream.of(Condition.Op.values()).map(Condition.Op::code)::toList);
  }

  static Map<String, @Nullable Object> write(Condition condition) {
    Draft draft = new Draft();
    if (condition instanceof Condition.StateIs is) {
      draft.put("state", is.state());
    } else if (condition instanceof Condition.Compares compares) {
      draft
          .put("op", compares.op().code())
          .put("number", QueryFields.written(compares.number()))
          .put("unit", compares.unit());
    } else if (condition instanceof Condition.Between between) {
      draft
          .put("low", QueryFields.written(between.low()))
          .put("high", QueryFields.written(between.high()))
          .put("unit", between.unit());
    } else if (condition instanceof Condition.BeyondLimit beyond) {
      draft.put("limit", beyond.side().code());
    } else if (condition instanceof Condition.Relation relation) {
      draft.put("relation", relation.op().code());
    }
    return draft.put("not", condition.not() ? true : null).map();
  }
}
