package io.parley.bench.answers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class AnswerSetsTest {
  private static final Path SPEC = Path.of("..", "..", "topics-spec");

  /** What was reached on the tuning sets, a little below; not how good the answers are. */
  private static final Map<String, Double> LEAST =
      Map.of("en", 0.60, "de", 0.74, "fr", 0.76, "es", 0.70, "nl", 0.73, "it", 0.68, "zh", 0.78);

  @Test
  void theTuningSetsAreAnsweredAsWellAsTheyWere() throws IOException {
    Map<String, Tally> byLanguage = new HashMap<>();
    List<String> wrong = new ArrayList<>();
    for (Path file : files("sets/tuning")) {
      AnswerSet set = AnswerSet.read(file);
      List<String> failures = new ArrayList<>();
      byLanguage.merge(set.language(), AnswersBench.tally(set, failures), Tally::plus);
      failures.forEach(id -> wrong.add(file.getFileName() + " " + id));
    }

    assertEquals(LEAST.keySet(), byLanguage.keySet());
    byLanguage.forEach(
        (language, tally) -> {
          double right = (double) tally.right() / tally.answerable();
          assertTrue(right >= LEAST.get(language), language + " " + tally);
          assertEquals(0, tally.unanswerableGiven(), language + " " + tally);
        });
    Tally all = byLanguage.values().stream().reduce(Tally.NONE, Tally::plus);
    assertTrue(all.wrong() <= 0.01 * all.sure(), () -> "wrong as sure: " + wrong);
  }

  @Test
  void everyRecordIsOfASetThatIsHere() throws IOException {
    Map<String, String> hashes = new HashMap<>();
    for (String folder : List.of("sets/tuning", "sets/once")) {
      for (Path file : files(folder)) {
        hashes.put(
            file.getFileName().toString().replace(".json.gz", ".json"), AnswersBench.sha256(file));
      }
    }
    for (Path record : files("results")) {
      JsonNode told = new ObjectMapper().readTree(Files.readAllBytes(record));
      assertEquals(
          hashes.get(record.getFileName().toString()),
          told.path("sha256").asText(),
          record::toString);
      assertTrue(told.path("commit").asText().length() >= 7, record::toString);
      assertEquals(
          told.path("sure").asInt(),
          told.path("right").asInt() + told.path("wrong").asInt(),
          record::toString);
    }
  }

  @Test
  void boundsAreThoseOfClopperAndPearson() {
    // Table values for 95 %: 3 of 80, and 0 of 26.
    assertEquals(0.0078, ClopperPearson.low(3, 80, 0.05), 0.0001);
    assertEquals(0.1057, ClopperPearson.high(3, 80, 0.05), 0.0001);
    assertEquals(0, ClopperPearson.low(0, 26, 0.05));
    assertEquals(0.1323, ClopperPearson.high(0, 26, 0.05), 0.0001);
  }

  private static List<Path> files(String folder) throws IOException {
    Path path = SPEC.resolve(folder);
    if (!Files.isDirectory(path)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(path)) {
      return files.filter(file -> file.toString().contains(".json")).sorted().toList();
    }
  }
}
