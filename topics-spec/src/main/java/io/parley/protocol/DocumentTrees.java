package io.parley.protocol;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.parley.message.Shown;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** JSON and YAML of documents as plain Java trees; the only place here that sees Jackson. */
final class DocumentTrees {
  private static final int MOST_DEPTH = 32;
  private static final int MOST_LINE = 400;
  private static final StreamReadConstraints LIMITS =
      StreamReadConstraints.builder()
          .maxNestingDepth(MOST_DEPTH)
          .maxStringLength(8192)
          .maxNumberLength(64)
          .build();
  private static final ObjectMapper JSON =
      JsonMapper.builder(
              com.fasterxml.jackson.core.JsonFactory.builder()
                  .streamReadConstraints(LIMITS)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();
  private static final ObjectMapper YAML =
      new ObjectMapper(
          YAMLFactory.builder()
              .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
              .streamReadConstraints(LIMITS)
              .build());
  private static final Set<String> VECTOR_KEYS = Set.of("body", "facts", "reply", "error", "name");

  private DocumentTrees() {}

  static Map<String, String> frontMatter(String yaml) {
    Map<String, Object> read;
    try {
      read = YAML.readValue(yaml, new TypeReference<>() {});
    } catch (JsonProcessingException e) {
      throw new DocumentException("front-matter", "front matter is not YAML: " + why(e));
    }
    Map<String, String> front = new LinkedHashMap<>();
    if (read == null) {
      return front;
    }
    read.forEach(
        (key, value) -> {
          if (value instanceof Map || value instanceof List || value == null) {
            throw new DocumentException(
                "front-matter",
                "key '%s' must be one line of text".formatted(Shown.shortened(key)));
          }
          String text = String.valueOf(value);
          if (text.length() > MOST_LINE || text.indexOf('\n') >= 0) {
            throw new DocumentException(
                "front-matter",
                "key '%s' must be one line of at most %d characters"
                    .formatted(Shown.shortened(key), MOST_LINE));
          }
          front.put(key, text);
        });
    return front;
  }

  static Map<String, Object> object(String section, String json) {
    if (parsed(section, json) instanceof Map<?, ?> map) {
      return typed(map);
    }
    throw new DocumentException("json", "section '%s' must be a JSON object".formatted(section));
  }

  static List<TestVector> vectors(String json) {
    if (!(parsed("Vectors", json) instanceof List<?> list)) {
      throw new DocumentException("vectors", "section 'Vectors' must be a JSON array");
    }
    List<TestVector> vectors = new ArrayList<>();
    for (Object one : list) {
      if (!(one instanceof Map<?, ?> map) || !VECTOR_KEYS.containsAll(map.keySet())) {
        throw new DocumentException(
            "vectors", "a vector must be an object of body, facts, and reply or error");
      }
      Object body = map.get("body");
      if (body == null) {
        throw new DocumentException("vectors", "a vector must have a body");
      }
      vectors.add(
          new TestVector(body, facts(map.get("facts")), map.get("reply"), error(map.get("error"))));
    }
    return vectors;
  }

  static String pretty(Object tree) {
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
    try {
      return JSON.writer(printer).writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("tree cannot be written as JSON: " + why(e), e);
    }
  }

  static String flat(Object tree) {
    try {
      return JSON.writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("tree cannot be written as JSON: " + why(e), e);
    }
  }

  private static List<Map<String, Object>> facts(@Nullable Object value) {
    if (value == null) {
      return List.of();
    }
    List<Map<String, Object>> facts = new ArrayList<>();
    if (value instanceof List<?> list) {
      for (Object one : list) {
        if (one instanceof Map<?, ?> map) {
          facts.add(typed(map));
        }
      }
      if (facts.size() == list.size()) {
        return facts;
      }
    }
    throw new DocumentException("vectors", "facts of a vector must be an array of objects");
  }

  private static @Nullable String error(@Nullable Object value) {
    if (value == null || value instanceof String) {
      return (String) value;
    }
    throw new DocumentException("vectors", "error of a vector must be a string");
  }

  private static Object parsed(String section, String json) {
    try {
      Object tree = JSON.readValue(json, Object.class);
      if (tree == null) {
        throw new DocumentException("json", "section '%s' must not be null".formatted(section));
      }
      return tree;
    } catch (JsonProcessingException e) {
      throw new DocumentException(
          "json", "section '%s' is not JSON: %s".formatted(section, why(e)));
    }
  }

  private static Map<String, Object> typed(Map<?, ?> map) {
    Map<String, Object> typed = new LinkedHashMap<>();
    map.forEach((key, value) -> typed.put(String.valueOf(key), value));
    return typed;
  }

  private static String why(JsonProcessingException e) {
    return Shown.shortened(e.getOriginalMessage());
  }
}
