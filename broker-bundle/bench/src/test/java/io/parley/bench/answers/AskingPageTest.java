package io.parley.bench.answers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.language.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What docs/asking.md shows is what is answered. */
final class AskingPageTest {
  private static final Path ROOT = Path.of("..", "..");
  private static final List<String> LANGUAGES = List.of("en", "de", "fr", "es", "nl", "it", "zh");

  @TestFactory
  Stream<DynamicTest> everyQuestionOfThePageIsAnsweredAsItShows() throws IOException {
    SetSite site =
        new SetSite(AnswerSet.read(ROOT.resolve("topics-spec/sets/house.json")), LANGUAGES);
    List<String[]> rows = rows();
    assertTrue(rows.size() > 35, "the page shows " + rows.size() + " questions");
    return rows.stream()
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row[0], () -> assertEquals(row[1], shown(site.ask(row[0])))));
  }

  private static String shown(Outcome outcome) {
    if (outcome instanceof Outcome.Told told) {
      assertTrue(told.confidence() >= 0.98, "not sure: " + told.readAs());
      return told.text();
    }
    return outcome instanceof Outcome.Unsure unsure
        ? "_%s_ %s".formatted(unsure.code(), unsure.text())
        : "_unsupported_ " + ((Outcome.Unsupported) outcome).text();
  }

  private static List<String[]> rows() throws IOException {
    List<String[]> rows = new ArrayList<>();
    boolean asked = false;
    for (String line : Files.readAllLines(ROOT.resolve("docs/asking.md"))) {
      asked = line.startsWith("| asked |") || (asked && line.startsWith("|"));
      if (asked && !line.startsWith("| asked |") && !line.startsWith("|---")) {
        String[] cells = line.substring(2, line.length() - 2).split(" \\| ", 2);
        rows.add(cells);
      }
    }
    return rows;
  }
}
