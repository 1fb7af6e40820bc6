package io.parley.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.message.Codes;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Which clauses of the text the vectors cover; writes target/clause-coverage.txt. */
final class ClausesTest {
  private static final Pattern CLAUSE =
      Pattern.compile(
          "(?m)^- \\*\\*([A-Z]+-[0-9]+)\\*\\* \\((MUST|SHOULD|MAY), (codec|query|node)\\) ");

  private record Clause(String id, String level, String tester) {}

  private static List<Clause> clauses() throws IOException {
    String text = Files.readString(Path.of("SPEC.md"));
    List<Clause> clauses =
        CLAUSE
            .matcher(text)
            .results()
            .map((MatchResult m) -> new Clause(m.group(1), m.group(2), m.group(3)))
            .toList();
    long bullets = text.lines().filter(line -> line.startsWith("- **")).count();
    assertEquals(bullets, clauses.size(), "every clause has a level and a tester");
    return clauses;
  }

  @Test
  void everyClauseHasItsOwnName() throws IOException {
    List<Clause> clauses = clauses();
    assertTrue(clauses.size() > 90);
    assertEquals(clauses.size(), clauses.stream().map(Clause::id).distinct().count());
  }

  @Test
  void everyMustThatNeedsNoNodeIsTested() throws IOException {
    Map<String, Integer> vectors = new LinkedHashMap<>();
    clauses().forEach(clause -> vectors.put(clause.id(), 0));
    for (Vector vector : Vector.all()) {
      assertTrue(!vector.clauses().isEmpty(), vector::name);
      for (String clause : vector.clauses()) {
        assertTrue(vectors.containsKey(clause), () -> vector.name() + " names " + clause);
        vectors.merge(clause, 1, Integer::sum);
      }
    }
    List<String> uncovered = new ArrayList<>();
    List<String> report = new ArrayList<>();
    for (Clause clause : clauses()) {
      int count = vectors.get(clause.id());
      report.add(
          "%-5s %-6s %-5s %s"
              .formatted(
                  clause.id(),
                  clause.level(),
                  clause.tester(),
                  count > 0 ? count + " vectors" : "no vector: needs a running node"));
      if (count == 0 && clause.level().equals("MUST") && !clause.tester().equals("node")) {
        uncovered.add(clause.id());
      }
    }
    long covered = vectors.values().stream().filter(count -> count > 0).count();
    report.add(
        "%d vectors cover %d of %d clauses"
            .formatted(Vector.all().size(), covered, vectors.size()));
    Files.createDirectories(Path.of("target"));
    Files.write(Path.of("target", "clause-coverage.txt"), report);
    assertEquals(List.of(), uncovered);
  }

  @Test
  void theCodesOfTheTextAreThoseOfTheCode() throws Exception {
    String table = Files.readString(Path.of("SPEC.md")).split("## 9\\. Codes")[1];
    Set<String> written =
        Pattern.compile("(?m)^\\| `(?:refused|expired|failed|unsure)` \\| (.*) \\|$")
            .matcher(table)
            .results()
            .flatMap(row -> Pattern.compile("`([a-z0-9-]+)`").matcher(row.group(1)).results())
            .map(code -> code.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> coded = new TreeSet<>();
    for (Field field : Codes.class.getFields()) {
      if (Modifier.isStatic(field.getModifiers())) {
        coded.add((String) field.get(null));
      }
    }
    assertEquals(written, coded);
  }
}
