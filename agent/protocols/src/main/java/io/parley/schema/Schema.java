package io.parley.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaException;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import io.parley.message.Shown;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON Schema (2020-12, without keywords that reach out or run long), compiled. */
public final class Schema {
  private static final int MOST_DEPTH = 32;
  private static final int MOST_SHOWN = 4;
  private static final JsonSchemaFactory FACTORY =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

  private final JsonSchema compiled;

  private Schema(JsonSchema compiled) {
    this.compiled = compiled;
  }

  /**
   * Compiles a schema from outside.
   *
   * @throws InvalidSchemaException naming the place, the value and the rule
   */
  public static Schema of(Map<String, Object> schema) {
    new SchemaRules().check(schema);
    try {
      JsonSchema compiled =
          FACTORY.getSchema(node(schema, 0), SchemaValidatorsConfig.builder().build());
      compiled.initializeValidators();
      return new Schema(compiled);
    } catch (JsonSchemaException e) {
      throw new InvalidSchemaException(
          "schema cannot be compiled: " + Shown.shortened(String.valueOf(e.getMessage())));
    }
  }

  /** What of the tree breaks the schema, at most four sentences; empty if it fits. */
  public List<String> violations(@Nullable Object tree) {
    JsonNode node;
    try {
      node = node(tree, 0);
    } catch (IllegalArgumentException e) {
      return List.of(String.valueOf(e.getMessage()));
    }
    return compiled.validate(node).stream()
        .limit(MOST_SHOWN)
        .map(message -> Shown.shortened(message.getMessage()))
        .toList();
  }

  private static JsonNode node(@Nullable Object value, int depth) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    if (depth > MOST_DEPTH) {
      throw new IllegalArgumentException("tree must not be deeper than " + MOST_DEPTH);
    }
    if (value instanceof Map<?, ?> map) {
      ObjectNode object = nodes.objectNode();
      map.forEach((key, part) -> object.set(String.valueOf(key), node(part, depth + 1)));
      return object;
    }
    if (value instanceof List<?> list) {
      ArrayNode array = nodes.arrayNode();
      list.forEach(part -> array.add(node(part, depth + 1)));
      return array;
    }
    return leaf(value);
  }

  private static JsonNode leaf(@Nullable Object value) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    if (value == null) {
      return nodes.nullNode();
    } else if (value instanceof String text) {
      return nodes.textNode(text);
    } else if (value instanceof Boolean bool) {
      return nodes.booleanNode(bool);
    } else if (value instanceof Integer || value instanceof Long || value instanceof Short) {
      return nodes.numberNode(((Number) value).longValue());
    } else if (value instanceof BigInteger whole) {
      return nodes.numberNode(whole);
    } else if (value instanceof BigDecimal decimal) {
      return nodes.numberNode(decimal);
    } else if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
      return nodes.numberNode(number.doubleValue());
    }
    throw new IllegalArgumentException(
        "value '%s' must be JSON".formatted(Shown.shortened(String.valueOf(value))));
  }
}
