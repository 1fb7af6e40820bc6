package io.parley.spec;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** One line of the vectors that any language can run. */
record Vector(String file, JsonNode json) {
  static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  static List<Vector> all() {
    List<Vector> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of("vectors"))) {
      for (Path file : files.sorted().toList()) {
        for (JsonNode one : MAPPER.readTree(file.toFile()).required("vectors")) {
          all.add(new Vector(file.getFileName().toString(), one));
        }
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return all;
  }

  String kind() {
    return text("kind");
  }

  String name() {
    return kind() + ": " + text("name");
  }

  String text(String field) {
    return json.required(field).asText();
  }

  boolean has(String field) {
    return json.has(field);
  }

  List<String> clauses() {
    List<String> clauses = new ArrayList<>();
    json.required("clauses").forEach(clause -> clauses.add(clause.asText()));
    return clauses;
  }

  String contentType() {
    return has("contentType") ? text("contentType") : null;
  }

  byte[] payload() {
    if (!has("parts")) {
      return part(json);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    json.get("parts").forEach(part -> bytes.writeBytes(part(part)));
    return bytes.toByteArray();
  }

  static byte[] part(JsonNode part) {
    byte[] once =
        part.has("hex")
            ? HexFormat.of().parseHex(part.get("hex").asText())
            : part.required("utf8").asText().getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < part.path("times").asInt(1); i++) {
      bytes.writeBytes(once);
    }
    return bytes.toByteArray();
  }

  /** Whether two trees say the same: numbers by value, maps without order. */
  static boolean same(JsonNode one, JsonNode other) {
    return one.equals(
        (a, b) ->
            a.isNumber() && b.isNumber()
                ? a.decimalValue().compareTo(b.decimalValue())
                : a.equals(b) ? 0 : 1,
        other);
  }
}
