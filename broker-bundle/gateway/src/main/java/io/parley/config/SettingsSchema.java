package io.parley.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import io.parley.message.Shown;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The JSON Schema of the settings (draft 2020-12), and what an operator is told of a breach. */
final class SettingsSchema {
  private static final String RESOURCE = "settings.schema.json";
  private static final int MOST_PROBLEMS = 20;

  private final JsonNode document;
  private final JsonSchema schema;

  private SettingsSchema(JsonNode document) {
    this.document = document;
    this.schema =
        JsonSchemaFactory.getInstance(VersionFlag.V202012)
            .getSchema(
                document,
                SchemaValidatorsConfig.builder()
                    .pathType(PathType.JSON_POINTER)
                    .locale(Locale.ROOT)
                    .build());
  }

  static SettingsSchema load() {
    try (InputStream in = SettingsSchema.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is missing from the jar");
      }
      return new SettingsSchema(new ObjectMapper().readTree(in));
    } catch (IOException e) {
      throw new IllegalStateException(RESOURCE + " cannot be read", e);
    }
  }

  /** Throws unless the file follows the schema; each problem with its line. */
  void check(YamlTree file) {
    record Problem(int line, String text) {}
    List<Problem> problems = new ArrayList<>();
    for (ValidationMessage message : schema.validate(file.root())) {
      String pointer = message.getInstanceLocation().toString();
      boolean unknown = message.getType().equals("additionalProperties");
      String at = unknown ? pointer + "/" + message.getProperty() : pointer;
      problems.add(
          new Problem(
              file.line(at), unknown ? unknownKey(pointer, message) : breach(pointer, message)));
    }
    if (!problems.isEmpty()) {
      problems.sort(Comparator.comparingInt(Problem::line).thenComparing(Problem::text));
      throw new SettingsException(
          problems.stream()
              .limit(MOST_PROBLEMS)
              .map(problem -> "%s:%d: %s".formatted(file.name(), problem.line(), problem.text()))
              .distinct()
              .toList());
    }
  }

  private String unknownKey(String pointer, ValidationMessage message) {
    String key = message.getProperty();
    List<String> keys = keysAt(pointer);
    return NearestKey.to(key, keys)
        .map(near -> "unknown key '%s': did you mean '%s'?".formatted(Shown.shortened(key), near))
        .orElseGet(
            () ->
                "unknown key '%s': must be one of %s"
                    .formatted(Shown.shortened(key), String.join(", ", keys)));
  }

  /** The keys that the schema knows at this place of a file. */
  private List<String> keysAt(String pointer) {
    JsonNode node = document;
    for (String level : pointer.isEmpty() ? new String[0] : pointer.substring(1).split("/")) {
      boolean element = node.has("items") && level.chars().allMatch(Character::isDigit);
      node = element ? node.path("items") : node.path("properties").path(level);
    }
    List<String> keys = new ArrayList<>();
    node.path("properties").fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  private static String breach(String pointer, ValidationMessage message) {
    String field = pointer.isEmpty() ? "the file" : pointer.substring(1).replace('/', '.');
    JsonNode value = message.getInstanceNode();
    JsonNode rule = message.getSchemaNode();
    boolean secret = field.toLowerCase(Locale.ROOT).endsWith("password");
    String shown =
        value == null || value.isContainerNode() || secret
            ? field
            : "%s '%s'".formatted(field, Shown.shortened(value.asText()));
    return switch (message.getType()) {
      case "required" -> "%s must have the key '%s'".formatted(field, message.getProperty());
      case "minimum" -> "%s must be at least %s".formatted(shown, rule.asText());
      case "maximum" -> "%s must be at most %s".formatted(shown, rule.asText());
      case "enum" -> "%s must be one of %s".formatted(shown, listed(rule));
      case "type" -> "%s must be of type %s".formatted(shown, listed(rule));
      case "pattern" -> "%s must match %s".formatted(shown, rule.asText());
      case "minLength" -> "%s must not be empty".formatted(shown);
      case "maxLength" -> "%s must have at most %s characters".formatted(shown, rule.asText());
      case "maxItems" -> "%s must have at most %s entries".formatted(field, rule.asText());
      default -> "%s %s".formatted(shown, message.getError());
    };
  }

  private static String listed(JsonNode rule) {
    if (!rule.isArray()) {
      return rule.asText();
    }
    List<String> words = new ArrayList<>();
    rule.forEach(word -> words.add(word.asText()));
    return String.join(" or ", words);
  }
}
