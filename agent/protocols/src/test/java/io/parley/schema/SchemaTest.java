package io.parley.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SchemaTest {
  private static final Map<String, Object> PLACE =
      Map.of(
          "type",
          "object",
          "properties",
          Map.of("place", Map.of("type", "string"), "n", Map.of("type", "number")),
          "required",
          List.of("place"),
          "additionalProperties",
          false);

  @Test
  void saysWhatBreaksIt() {
    Schema schema = Schema.of(PLACE);
    assertEquals(List.of(), schema.violations(Map.of("place", "boiler 3", "n", 81.5)));
    assertEquals(List.of(), schema.violations(Map.of("place", "x", "n", new BigDecimal("1.50"))));
    assertTrue(schema.violations(Map.of("n", 1L)).get(0).contains("place"));
    assertFalse(schema.violations(Map.of("place", "x", "other", 1)).isEmpty());
    assertFalse(schema.violations(null).isEmpty());
  }

  @Test
  void saysWhatIsNoData() {
    assertFalse(Schema.of(PLACE).violations(Map.of("place", new Object())).isEmpty());
    assertFalse(Schema.of(PLACE).violations(Map.of("place", "x", "n", Double.NaN)).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"$ref", "pattern", "patternProperties", "format", "$id", "if", "not"})
  void refusesKeywordsThatReachOutOrRunLong(String keyword) {
    Map<String, Object> schema = new HashMap<>(PLACE);
    schema.put(keyword, "x");
    var refused = assertThrows(InvalidSchemaException.class, () -> Schema.of(schema));
    assertTrue(String.valueOf(refused.getMessage()).contains(keyword));
  }

  @Test
  void refusesWhatIsNoSchema() {
    assertThrows(InvalidSchemaException.class, () -> Schema.of(Map.of("type", "wish")));
    assertThrows(InvalidSchemaException.class, () -> Schema.of(Map.of("properties", List.of())));
    assertThrows(InvalidSchemaException.class, () -> Schema.of(Map.of("required", "place")));
    assertThrows(InvalidSchemaException.class, () -> Schema.of(Map.of("minimum", "low")));
  }

  @Test
  void refusesEndlessDepth() {
    Map<String, Object> deep = Map.of("type", "object");
    for (int i = 0; i < 1_000; i++) {
      deep = Map.of("items", deep);
    }
    Map<String, Object> deepest = deep;
    assertThrows(InvalidSchemaException.class, () -> Schema.of(deepest));
  }
}
