package io.parley.ladderbench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a user wants of a server, in the user's own fields.
 *
 * @param name the task
 * @param description in words
 * @param input field to its type and meaning, {@code string: a date}
 * @param output as {@code input}
 * @param phrase how a user says it, {@code {field}} for each input
 */
record Task(
    String name,
    String description,
    Map<String, String> input,
    Map<String, String> output,
    String phrase) {
  /** JSON Schema of fields; all are required. */
  static Map<String, Object> schema(Map<String, String> fields) {
    Map<String, Object> properties = new LinkedHashMap<>();
    fields.forEach(
        (name, said) -> {
          String[] parts = said.split("=", 2);
          properties.put(name, Map.of("type", parts[0], "description", parts[1]));
        });
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("properties", properties);
    schema.put("required", List.copyOf(fields.keySet()));
    schema.put("additionalProperties", false);
    return schema;
  }
}
