package io.parley.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import io.parley.codec.CodecException;
import io.parley.codec.Limits;
import io.parley.codec.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Holds the schemas to the vectors: what the codecs take is valid, what they refuse is not. */
final class SchemasTest {
  /** Question and answer name the schema of a query by its id. */
  private static final JsonSchemaFactory FACTORY =
      JsonSchemaFactory.getInstance(
          VersionFlag.V202012,
          factory ->
              factory.schemaLoaders(
                  loaders -> loaders.schemas(Map.of("urn:parley:v1:query", text("query")))));

  private static String text(String name) {
    try {
      return Files.readString(Path.of("schemas", name + ".schema.json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonSchema schema(String name) throws IOException {
    return FACTORY.getSchema(
        Vector.MAPPER.readTree(Path.of("schemas", name + ".schema.json").toFile()));
  }

  @TestFactory
  List<DynamicTest> schemasAgreeWithTheCodecs() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Vector vector : Vector.all()) {
      if (Set.of("question", "answer", "reply", "card", "status").contains(vector.kind())
          && !vector.has("schemaBlind")) {
        tree(vector)
            .ifPresent(
                tree ->
                    tests.add(DynamicTest.dynamicTest(vector.name(), () -> check(vector, tree))));
      }
    }
    assertTrue(tests.size() > 100, () -> "only " + tests.size());
    return tests;
  }

  private static void check(Vector vector, JsonNode tree) throws IOException {
    String name = vector.kind().equals("reply") ? vector.text("is") : vector.kind();
    Set<ValidationMessage> broken = schema(name).validate(tree);
    if (vector.has("refused") || vector.has("lenient")) {
      assertFalse(broken.isEmpty(), () -> name + " schema takes " + tree);
    } else {
      assertEquals(Set.of(), broken);
    }
    if (vector.has("means")) {
      assertEquals(Set.of(), schema(name).validate(vector.json().get("means")));
    }
  }

  /** The payload as a tree, where it is one. */
  private static Optional<JsonNode> tree(Vector vector) {
    String type = vector.contentType();
    if (type == null || type.startsWith("text")) {
      return Optional.empty();
    }
    Trees trees = new Trees(new Limits(65_536, 128));
    try {
      Object tree =
          type.endsWith("msgpack")
              ? trees.fromMsgPack(vector.payload())
              : trees.fromJson(vector.payload());
      return Optional.of(Vector.MAPPER.readTree(Trees.toJson(tree)));
    } catch (CodecException | IOException none) {
      return Optional.empty();
    }
  }

  @Test
  void schemasAreSchemas() throws IOException {
    JsonSchema meta =
        FACTORY.getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
    try (Stream<Path> files = Files.list(Path.of("schemas"))) {
      List<Path> all = files.toList();
      assertEquals(7, all.size());
      for (Path file : all) {
        JsonNode schema = Vector.MAPPER.readTree(file.toFile());
        assertEquals(Set.of(), meta.validate(schema), file::toString);
        assertEquals(
            "urn:parley:v1:" + file.getFileName().toString().replace(".schema.json", ""),
            schema.get("$id").asText());
      }
    }
  }

  @Test
  void protocolStatesAreChecked() throws IOException {
    String state = "{\"state\":\"revoked\",\"by\":\"gw\",\"at\":\"2026-11-01T10:00:00Z\"}";
    assertEquals(Set.of(), schema("protocol-state").validate(Vector.MAPPER.readTree(state)));
    assertFalse(
        schema("protocol-state")
            .validate(Vector.MAPPER.readTree(state.replace("revoked", "tired")))
            .isEmpty());
  }
}
