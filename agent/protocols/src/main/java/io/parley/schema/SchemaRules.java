package io.parley.schema;

import io.parley.message.Shown;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The lint of schemas from outside: a known keyword with a value of the right kind, nothing that
 * reaches out ({@code $ref}) and nothing that may run long ({@code pattern}, {@code format}).
 */
final class SchemaRules {
  private static final int MOST_DEPTH = 12;
  private static final int MOST_NODES = 300;
  private static final Set<String> TYPES =
      Set.of("object", "array", "string", "number", "integer", "boolean", "null");
  private static final Set<String> WORDS = Set.of("description", "title", "unit", "$comment");
  private static final Set<String> COUNTS =
      Set.of("minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties");
  private static final Set<String> NUMBERS =
      Set.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf");
  private static final Set<String> ANYTHING = Set.of("const", "default", "examples");

  private int nodes;

  void check(Map<String, Object> schema) {
    node(schema, "#", 0);
  }

  private void node(@Nullable Object value, String at, int depth) {
    if (value instanceof Boolean) {
      return;
    }
    if (!(value instanceof Map<?, ?> schema)) {
      throw broken(at, value, "must be a schema: an object, true or false");
    }
    if (depth > MOST_DEPTH || ++nodes > MOST_NODES) {
      throw broken(
          at,
          "...",
          "must not be deeper than %d or larger than %d".formatted(MOST_DEPTH, MOST_NODES));
    }
    schema.forEach((key, part) -> keyword(String.valueOf(key), part, at + "/" + key, depth));
  }

  private void keyword(String key, @Nullable Object value, String at, int depth) {
    switch (key) {
      case "type" -> type(value, at);
      case "properties" -> properties(value, at, depth);
      case "required" -> require(names(value), at, value, "must be a list of names");
      case "additionalProperties", "items" -> node(value, at, depth + 1);
      case "anyOf", "oneOf" -> choices(value, at, depth);
      case "enum" ->
          require(
              value instanceof List<?> l && !l.isEmpty() && l.size() <= 200,
              at,
              value,
              "must be a list of 1..200 values");
      case "uniqueItems" -> require(value instanceof Boolean, at, value, "must be true or false");
      default -> plain(key, value, at);
    }
  }

  private static void plain(String key, @Nullable Object value, String at) {
    if (WORDS.contains(key)) {
      require(value instanceof String, at, value, "must be text");
    } else if (COUNTS.contains(key)) {
      require(
          value instanceof Number n && n.longValue() >= 0 && n.doubleValue() == n.longValue(),
          at,
          value,
          "must be a whole number from 0");
    } else if (NUMBERS.contains(key)) {
      require(value instanceof Number, at, value, "must be a number");
    } else {
      require(ANYTHING.contains(key), at, key, "is no keyword that is allowed here");
    }
  }

  private static void type(@Nullable Object value, String at) {
    Collection<?> types = value instanceof List<?> list ? list : List.of(String.valueOf(value));
    for (Object type : types) {
      require(TYPES.contains(String.valueOf(type)), at, type, "must be one of " + sorted(TYPES));
    }
  }

  private void properties(@Nullable Object value, String at, int depth) {
    if (!(value instanceof Map<?, ?> map)) {
      throw broken(at, value, "must be an object of schemas");
    }
    map.forEach((name, schema) -> node(schema, at + "/" + name, depth + 1));
  }

  private void choices(@Nullable Object value, String at, int depth) {
    if (!(value instanceof List<?> list) || list.isEmpty() || list.size() > 8) {
      throw broken(at, value, "must be a list of 1..8 schemas");
    }
    list.forEach(one -> node(one, at, depth + 1));
  }

  private static boolean names(@Nullable Object value) {
    return value instanceof List<?> list && list.stream().allMatch(String.class::isInstance);
  }

  private static List<String> sorted(Set<String> words) {
    return words.stream().sorted().toList();
  }

  private static void require(boolean holds, String at, @Nullable Object value, String rule) {
    if (!holds) {
      throw broken(at, value, rule);
    }
  }

  private static InvalidSchemaException broken(String at, @Nullable Object value, String rule) {
    return new InvalidSchemaException(
        "schema %s '%s' %s"
            .formatted(Shown.shortened(at), Shown.shortened(String.valueOf(value)), rule));
  }
}
