package io.parley.grammar;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * JSON Schema (draft 2020-12, the part that a grammar can say) to GBNF. Objects have their
 * properties in the order of the schema and no others; keywords that would need more than a grammar
 * are refused, never ignored. What it lets through can be read back: numbers lie within a double's
 * range, and no escape is half of a surrogate pair.
 */
public final class JsonSchemaGrammar {
  private static final int MOST_DEPTH = 16;
  private static final Set<String> SAYS_NOTHING =
      Set.of("title", "description", "examples", "default", "$schema", "$id", "$comment", "format");
  private static final String BASE =
      """
      space ::= " "?
      boolean ::= "true" | "false"
      null ::= "null"
      char ::= [^"\\\\\\x00-\\x1F\\x7F] | "\\\\" (["\\\\/bfnrt] | "u" unit)
      unit ::= [0-9a-cA-CefEF] [0-9a-fA-F]{3} | [dD] [0-7] [0-9a-fA-F]{2}
      string ::= "\\"" char* "\\""
      integer ::= "-"? ("0" | [1-9] [0-9]{0,15})
      number ::= integer ("." [0-9]{1,16})? ([eE] [-+]? [0-9]{1,2})?
      """;

  private final Map<String, String> rules = new LinkedHashMap<>();
  private final Map<?, ?> definitions;
  private int depth;

  private JsonSchemaGrammar(Map<?, ?> definitions) {
    this.definitions = definitions;
  }

  /**
   * GBNF whose texts are the JSON values that the schema allows.
   *
   * @param schema the schema as a plain tree
   * @throws GrammarException if it uses what a grammar cannot say, or is malformed
   */
  public static String of(Map<String, ?> schema) {
    Map<?, ?> definitions = schema.get("$defs") instanceof Map<?, ?> given ? given : Map.of();
    JsonSchemaGrammar grammar = new JsonSchemaGrammar(definitions);
    String root = grammar.expression(schema, "#");
    StringBuilder gbnf = new StringBuilder("root ::= ").append(root).append('\n').append(BASE);
    grammar.rules.forEach(
        (name, text) -> gbnf.append(name).append(" ::= ").append(text).append('\n'));
    Gbnf.check(gbnf.toString());
    return gbnf.toString();
  }

  private String expression(@Nullable Object schema, String path) {
    if (!(schema instanceof Map<?, ?> map)) {
      throw wrong(path, "must be a map");
    }
    if (++depth > MOST_DEPTH) {
      throw wrong(path, "is nested deeper than %d".formatted(MOST_DEPTH));
    }
    try {
      return anyKind(map, path);
    } finally {
      depth--;
    }
  }

  private String anyKind(Map<?, ?> map, String path) {
    if (map.get("$ref") instanceof String reference) {
      only(map, path, Set.of("$ref"));
      return reference(reference, path);
    }
    if (map.containsKey("const")) {
      only(map, path, Set.of("const", "type"));
      return GbnfText.literal(json(map.get("const"), path));
    }
    if (map.get("enum") instanceof List<?> values && !values.isEmpty()) {
      only(map, path, Set.of("enum", "type"));
      List<String> literals = new ArrayList<>();
      values.forEach(value -> literals.add(GbnfText.literal(json(value, path + "/enum"))));
      return "(" + String.join(" | ", literals) + ")";
    }
    for (String either : List.of("anyOf", "oneOf")) {
      if (map.get(either) instanceof List<?> options && !options.isEmpty()) {
        only(map, path, Set.of(either, "$defs"));
        List<String> all = new ArrayList<>();
        options.forEach(option -> all.add(expression(option, path + "/" + either)));
        return "(" + String.join(" | ", all) + ")";
      }
    }
    return typed(map, path);
  }

  private String typed(Map<?, ?> map, String path) {
    Object type = map.get("type");
    if (type instanceof List<?> types && !types.isEmpty()) {
      List<String> all = new ArrayList<>();
      for (Object each : types) {
        Map<Object, Object> one = new LinkedHashMap<>(map);
        one.put("type", each);
        all.add(typed(one, path));
      }
      return "(" + String.join(" | ", all) + ")";
    }
    return switch (type == null ? "nothing" : type.toString()) {
      case "object" -> object(map, path);
      case "array" -> array(map, path);
      case "string" -> string(map, path);
      case "integer", "number", "boolean", "null" -> {
        only(map, path, Set.of("type"));
        yield String.valueOf(type);
      }
      default -> throw wrong(path + "/type", "%s must name a JSON type".formatted(type));
    };
  }

  private String object(Map<?, ?> map, String path) {
    only(map, path, Set.of("type", "properties", "required", "additionalProperties", "$defs"));
    if (Boolean.TRUE.equals(map.get("additionalProperties"))
        || map.get("additionalProperties") instanceof Map<?, ?>) {
      throw wrong(path + "/additionalProperties", "must be false or absent");
    }
    Map<?, ?> properties = map.get("properties") instanceof Map<?, ?> given ? given : Map.of();
    List<?> required = map.get("required") instanceof List<?> given ? given : List.of();
    for (Object name : required) {
      if (!properties.containsKey(name)) {
        throw wrong(path + "/required", "%s is no property".formatted(name));
      }
    }
    // Required ones first: then each optional one can bring its own comma.
    StringBuilder out = new StringBuilder("\"{\" space");
    boolean first = true;
    for (Map.Entry<?, ?> property : properties.entrySet()) {
      if (required.contains(property.getKey())) {
        out.append(first ? " " : " \",\" space ").append(property(property, path));
        first = false;
      }
    }
    List<String> optional = new ArrayList<>();
    for (Map.Entry<?, ?> property : properties.entrySet()) {
      if (!required.contains(property.getKey())) {
        optional.add(property(property, path));
      }
    }
    return "(" + out.append(' ').append(optional(optional, !first)).append(" \"}\")");
  }

  private String property(Map.Entry<?, ?> property, String path) {
    String name = String.valueOf(property.getKey());
    return GbnfText.literal(quoted(name))
        + " space \":\" space "
        + expression(property.getValue(), path + "/properties/" + name)
        + " space";
  }

  private String optional(List<String> optional, boolean commaFirst) {
    if (optional.isEmpty()) {
      return "";
    }
    if (commaFirst) {
      StringBuilder out = new StringBuilder();
      optional.forEach(each -> out.append(" (\",\" space ").append(each).append(")?"));
      return out.toString();
    }
    List<String> from = new ArrayList<>();
    for (int i = 0; i < optional.size(); i++) {
      from.add(optional.get(i) + optional(optional.subList(i + 1, optional.size()), true));
    }
    return "(" + String.join(" | ", from) + ")?";
  }

  private String array(Map<?, ?> map, String path) {
    only(map, path, Set.of("type", "items", "minItems", "maxItems"));
    String item = expression(map.get("items"), path + "/items");
    int least = bound(map, "minItems", 0, path);
    int most = bound(map, "maxItems", -1, path);
    if (most == 0) {
      return "(\"[\" space \"]\")";
    }
    String more =
        "(\",\" space %s space){%d,%s}"
            .formatted(item, Math.max(0, least - 1), most < 0 ? "" : String.valueOf(most - 1));
    String items = item + " space " + more;
    return "(\"[\" space " + (least == 0 ? "(" + items + ")?" : items) + " \"]\")";
  }

  private static String string(Map<?, ?> map, String path) {
    only(map, path, Set.of("type", "minLength", "maxLength"));
    int least = bound(map, "minLength", 0, path);
    int most = bound(map, "maxLength", -1, path);
    return least == 0 && most < 0
        ? "string"
        : "(\"\\\"\" char{%d,%s} \"\\\"\")".formatted(least, most < 0 ? "" : String.valueOf(most));
  }

  private String reference(String reference, String path) {
    String name = reference.startsWith("#/$defs/") ? reference.substring(8) : "";
    if (!definitions.containsKey(name)) {
      throw wrong(path + "/$ref", "%s must be #/$defs/NAME".formatted(reference));
    }
    String rule = "def-" + name.replaceAll("[^A-Za-z0-9-]", "-");
    if (!rules.containsKey(rule)) {
      rules.put(rule, "");
      rules.put(rule, expression(definitions.get(name), "#/$defs/" + name));
    }
    return rule;
  }

  private static int bound(Map<?, ?> map, String key, int otherwise, String path) {
    Object value = map.get(key);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof Number number && number.intValue() >= 0 && number.intValue() <= 1000) {
      return number.intValue();
    }
    throw wrong(path + "/" + key, "%s must lie in 0..1000".formatted(value));
  }

  private static void only(Map<?, ?> map, String path, Set<String> known) {
    for (Object key : map.keySet()) {
      String name = String.valueOf(key);
      if (!known.contains(name) && !SAYS_NOTHING.contains(name) && !name.equals("$defs")) {
        throw wrong(path + "/" + name, "is beyond what a grammar can say here");
      }
    }
  }

  private static String json(@Nullable Object value, String path) {
    if (value instanceof String text) {
      return quoted(text);
    }
    if (value == null || value instanceof Boolean || value instanceof Number) {
      return Objects.toString(value);
    }
    throw wrong(path, "must be a text, number, boolean or null");
  }

  private static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append("\\u%04x".formatted((int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }

  private static GrammarException wrong(String path, String rule) {
    return new GrammarException("schema, %s %s".formatted(path, rule));
  }
}
