package io.parley.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * A YAML file with the line of each key and element. At most 1 MiB, one document, no key twice.
 *
 * @param name the file as it was named
 * @param folder where its relative paths begin
 * @param root the content
 * @param lines line numbers from 1, by JSON Pointer (RFC 6901)
 */
record YamlTree(String name, Path folder, JsonNode root, Map<String, Integer> lines) {
  private static final int MOST_BYTES = 1 << 20;
  private static final ObjectMapper YAML =
      new ObjectMapper(
          YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build());

  static YamlTree read(Path file) {
    String text;
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new SettingsException(
            "%s: %d bytes must be at most %d".formatted(file, Files.size(file), MOST_BYTES));
      }
      text = Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new SettingsException("%s: cannot be read: %s".formatted(file, e));
    }
    Path folder = file.toAbsolutePath().normalize().getParent();
    return of(file.toString(), folder == null ? Path.of("/") : folder, text);
  }

  static YamlTree of(String name, Path folder, String text) {
    try {
      JsonNode root = YAML.readTree(text);
      boolean empty = root == null || root.isMissingNode() || root.isNull();
      return new YamlTree(name, folder, empty ? YAML.createObjectNode() : root, lines(name, text));
    } catch (JsonProcessingException e) {
      JsonLocation where = e.getLocation();
      throw new SettingsException(
          "%s:%d: %s"
              .formatted(
                  name,
                  where == null ? 1 : where.getLineNr(),
                  e.getOriginalMessage().lines().findFirst().orElse("is no YAML")));
    } catch (IOException e) {
      throw new SettingsException("%s: cannot be read: %s".formatted(name, e));
    }
  }

  /** The line of the key or element at this pointer, or of the nearest one around it. */
  int line(String pointer) {
    for (String at = pointer; !at.isEmpty(); at = at.substring(0, at.lastIndexOf('/'))) {
      Integer line = lines.get(at);
      if (line != null) {
        return line;
      }
    }
    return 1;
  }

  /** The problem with file and line before it, found by its first word, a dotted key. */
  String at(String problem) {
    String field = problem.replaceFirst(" .*", "");
    int line = line("/" + field.replace('.', '/'));
    return "%s:%d: %s".formatted(name, line, problem);
  }

  private static Map<String, Integer> lines(String name, String text) throws IOException {
    Map<String, Integer> lines = new HashMap<>();
    Deque<int[]> elements = new ArrayDeque<>();
    Deque<String> path = new ArrayDeque<>();
    path.push("");
    try (YAMLParser parser = ((YAMLFactory) YAML.getFactory()).createParser(text)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (parser.isCurrentAlias()) {
          // It would be read as the anchor's name, not as what stands there.
          throw new SettingsException(
              "%s:%d: '*%s' must be written out: there are no aliases here"
                  .formatted(name, parser.currentTokenLocation().getLineNr(), parser.getText()));
        }
        if (token == JsonToken.FIELD_NAME) {
          String here = path.peek() + "/" + escaped(parser.currentName());
          lines.put(here, parser.currentTokenLocation().getLineNr());
          path.push(here);
        } else if (token.isStructEnd()) {
          elements.pop();
          path.pop();
        } else {
          int[] index = elements.peek();
          if (index != null && index[0] >= 0) {
            String here = path.peek() + "/" + index[0]++;
            lines.put(here, parser.currentTokenLocation().getLineNr());
            path.push(here);
          }
          if (token.isStructStart()) {
            elements.push(new int[] {token == JsonToken.START_ARRAY ? 0 : -1});
          } else {
            path.pop();
          }
        }
        if (path.isEmpty()) {
          path.push("");
        }
      }
    }
    return lines;
  }

  private static String escaped(String key) {
    return JsonPointer.empty().appendProperty(key).toString().substring(1);
  }
}
