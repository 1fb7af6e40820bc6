package io.parley.ladder;

import io.parley.codec.CodecException;
import io.parley.codec.Limits;
import io.parley.codec.Trees;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Maps on the wire and on disk: JSON, bounded before it is read. */
final class Payloads {
  static final String JSON = "application/json";
  static final String MARKDOWN = "text/markdown";
  static final String JSONATA = "text/plain";

  /** A document inside a JSON string, every character escaped, and something round it. */
  private static final Trees TREES = new Trees(new Limits(512 * 1024, 16));

  private Payloads() {}

  static Map<String, Object> map(byte[] payload) throws CodecException {
    Map<String, Object> map = new LinkedHashMap<>();
    if (!(TREES.fromJson(payload) instanceof Map<?, ?> read)) {
      throw new CodecException("malformed", "", "must be a JSON object");
    }
    read.forEach(
        (key, value) -> {
          if (value != null) {
            map.put(String.valueOf(key), value);
          }
        });
    return map;
  }

  static byte[] bytes(Map<String, Object> map) {
    return Trees.toJson(map);
  }

  static String text(Map<String, Object> map, String key) {
    if (map.get(key) instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException("'%s' must be text".formatted(key));
  }

  static @Nullable String optional(Map<String, Object> map, String key) {
    return map.get(key) instanceof String text ? text : null;
  }
}
