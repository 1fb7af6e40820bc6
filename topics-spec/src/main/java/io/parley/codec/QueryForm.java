package io.parley.codec;

import io.parley.message.Codes;
import io.parley.message.Shown;
import io.parley.query.Condition;
import io.parley.query.Find;
import io.parley.query.Query;
import io.parley.query.Scope;
import io.parley.query.Span;
import io.parley.query.Than;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A query as a tree (spec section 10), for JSON and MessagePack alike. A field that a query does
 * not have is refused, since to leave out a restriction would answer another question.
 */
public final class QueryForm {
  private static final String NAME = "query";

  private QueryForm() {}

  /**
   * Reads a query.
   *
   * @param tree plain Java data as {@link Trees} reads it
   * @throws CodecException {@code malformed}, with the field's path, e.g. {@code query.where.op}
   */
  public static Query read(@Nullable Object tree) throws CodecException {
    if (tree instanceof Map<?, ?> map) {
      return read(Fields.of(map, NAME));
    }
    throw new CodecException(
        Codes.MALFORMED,
        NAME,
        "query '%s' must be a map".formatted(Shown.shortened(String.valueOf(tree))));
  }

  /** A query as a tree, without what is absent or usual. */
  public static Map<String, @Nullable Object> write(Query query) {
    Condition where = query.where();
    Span over = query.over();
    Than than = query.than();
    return new Draft()
        .put("find", query.find().code())
        .put("scope", ScopeForm.write(query.scope()))
        .put("where", where == null ? null : ConditionForm.write(where))
        .put("over", over == null ? null : SpanForm.write(over))
        .put("than", than == null ? null : write(than))
        .put("top", query.top() == 1 ? null : (Integer) query.top())
        .put("unit", query.unit())
        .map();
  }

  /** The query that a message carries; absent where it carries none. */
  static @Nullable Query inside(Fields message) throws CodecException {
    Fields fields = message.fields(NAME);
    return fields == null ? null : read(fields);
  }

  static Query read(Fields fields) throws CodecException {
    fields.only(Set.of("find", "scope", "where", "over", "than", "top", "unit"));
    Find find =
        QueryFields.oneOf(
            fields, "find", Find::of, Stream.of(Find.values()).map(Find::code)::toList);
    Scope scope = scope(fields);
    Fields where = fields.fields("where");
    Condition condition = where == null ? null : ConditionForm.read(where);
    Fields over = fields.fields("over");
    Span span = over == null ? null : SpanForm.read(over);
    Fields than = fields.fields("than");
    Than other = than == null ? null : than(than);
    Long top = fields.whole("top", 1, Query.MOST_TOP);
    String unit = QueryFields.unit(fields);
    return QueryFields.built(
        fields,
        () ->
            new Query(
                find, scope, condition, span, other, top == null ? 1 : Math.toIntExact(top), unit));
  }

  private static Scope scope(Fields fields) throws CodecException {
    Fields scope = fields.fields("scope");
    return scope == null ? Scope.ALL : ScopeForm.read(scope);
  }

  private static Than than(Fields fields) throws CodecException {
    return switch (QueryFields.kind(fields, "number", "scope", "over", "ownLimit")) {
      case "number" -> {
        fields.only(Set.of("number", "unit"));
        yield new Than.Literal(QueryFields.number(fields, "number"), QueryFields.unit(fields));
      }
      case "scope" -> {
        fields.only(Set.of("scope"));
        yield new Than.Other(scope(fields));
      }
      case "over" -> {
        fields.only(Set.of("over"));
        yield new Than.Before(SpanForm.read(fields.required("over", fields.fields("over"))));
      }
      default -> {
        fields.only(Set.of("ownLimit"));
        if (!fields.truth("ownLimit")) {
          throw fields.wrong("ownLimit", false, "must be true or absent");
        }
        yield new Than.OwnLimit();
      }
    };
  }

  private static Map<String, @Nullable Object> write(Than than) {
    Draft draft = new Draft();
    if (than instanceof Than.Literal literal) {
      draft.put("number", QueryFields.written(literal.number())).put("unit", literal.unit());
    } else if (than instanceof Than.Other other) {
      // A scope that restricts nothing still says which side this is.
      draft.putData("scope", ScopeForm.write(other.scope()));
    } else if (than instanceof Than.Before before) {
      draft.put("over", SpanForm.write(before.span()));
    } else {
      draft.put("ownLimit", true);
    }
    return draft.map();
  }
}
