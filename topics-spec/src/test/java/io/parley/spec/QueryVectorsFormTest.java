package io.parley.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import io.parley.codec.QueryForm;
import io.parley.codec.Trees;
import io.parley.query.Find;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Holds the vectors of queries to their form; whoever evaluates queries runs them. */
final class QueryVectorsFormTest {
  private static final Set<String> KINDS =
      Set.of(
          "values",
          "truth",
          "count",
          "computed",
          "extremes",
          "moment",
          "length",
          "trend",
          "changed",
          "problems",
          "topics",
          "unknown");
  private static final Set<String> SERIES_KINDS =
      Set.of("measurement", "counter", "state", "event", "setting", "statistic", "other");
  private static final Set<String> CODES = Set.of("unknown-word", "stale", "incomplete");

  private static List<Vector> vectors() {
    return Vector.all().stream().filter(vector -> vector.kind().equals("evaluation")).toList();
  }

  private static JsonNode telemetry() throws IOException {
    return Vector.MAPPER
        .readTree(Path.of("vectors", "queries.json").toFile())
        .required("telemetry");
  }

  @Test
  void everyFindHasThreeVectorsAndOneOnABoundary() {
    Map<Find, Integer> all = new EnumMap<>(Find.class);
    Map<Find, Integer> boundaries = new EnumMap<>(Find.class);
    for (Vector vector : vectors()) {
      Find find = Find.of(vector.json().at("/query/find").asText()).orElseThrow();
      all.merge(find, 1, Integer::sum);
      boundaries.merge(find, vector.json().path("boundary").asBoolean() ? 1 : 0, Integer::sum);
    }
    for (Find find : Find.values()) {
      assertTrue(all.getOrDefault(find, 0) >= 3, find::code);
      assertTrue(boundaries.getOrDefault(find, 0) >= 1, () -> find.code() + " at a boundary");
    }
  }

  @Test
  void queriesAreReadAsTheyAreWritten() throws Exception {
    JsonSchema schema = SchemasTest.schema("query");
    Trees trees = new Trees(io.parley.codec.Limits.USUAL);
    for (Vector vector : vectors()) {
      JsonNode query = vector.json().required("query");
      assertEquals(Set.of(), schema.validate(query), vector::name);
      Object tree = trees.fromJson(Vector.MAPPER.writeValueAsBytes(query));
      JsonNode again = Vector.MAPPER.readTree(Trees.toJson(QueryForm.write(QueryForm.read(tree))));
      assertEquals(Set.of(), schema.validate(again), vector::name);
    }
  }

  @Test
  void resultsAreOfAKind() throws IOException {
    Set<String> names = new HashSet<>();
    telemetry()
        .forEach(site -> site.get("series").forEach(one -> names.add(one.get("name").asText())));
    for (Vector vector : vectors()) {
      JsonNode result = vector.json().required("result");
      String kind = result.required("kind").asText();
      assertTrue(KINDS.contains(kind), vector::name);
      assertEquals(kind.equals("unknown"), result.has("code"), vector::name);
      assertTrue(!result.has("code") || CODES.contains(result.get("code").asText()), vector::name);
      assertTrue(telemetry().has(vector.text("telemetry")), vector::name);
      for (String list : List.of("rows", "leftOut", "changes", "problems")) {
        for (JsonNode one : result.path(list)) {
          assertTrue(names.contains(one.get("name").asText()), () -> vector.name() + one);
        }
      }
    }
  }

  @Test
  void telemetryIsWhatATelemetryIs() throws IOException {
    for (JsonNode site : telemetry()) {
      ZoneId.of(site.required("zone").asText());
      Instant now = Instant.parse(site.required("now").asText());
      Set<String> names = new HashSet<>();
      for (JsonNode series : site.required("series")) {
        String name = series.required("name").asText();
        assertTrue(names.add(name), name);
        assertTrue(SERIES_KINDS.contains(series.required("kind").asText()), name);
        assertTrue(name.startsWith(series.required("thing").asText()), name);
        Instant before = Instant.MIN;
        for (JsonNode value : series.required("values")) {
          if (value.has("at")) {
            Instant at = Instant.parse(value.get("at").asText());
            assertTrue(at.isAfter(before) && !at.isAfter(now), name);
            before = at;
          }
          assertFalse(value.required("value").isContainerNode(), name);
        }
      }
    }
  }
}
