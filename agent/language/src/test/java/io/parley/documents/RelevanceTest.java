package io.parley.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whether a passage answers: the fit on questions written by hand over one set of documents, and
 * what it is worth on questions over another.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class RelevanceTest {
  private static final ScheduledExecutorService SCHEDULER =
      Executors.newSingleThreadScheduledExecutor();
  private static final int CONSIDERED = 5;
  private static final Path SHIPPED =
      Path.of("src/main/resources/io/parley/documents/relevance.txt");

  @TempDir private static Path indexes = Path.of("");

  /** A question and the passage that answers it; both texts empty if none does. */
  private record Asked(String question, String file, String holds) {
    boolean answeredBy(Passage passage) {
      return !file.isEmpty() && passage.file().equals(file) && passage.text().contains(holds);
    }
  }

  private static List<Asked> questions(String resource) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(RelevanceTest.class.getResourceAsStream(resource))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\\|", -1))
          .map(cells -> new Asked(cells[0], cells[1], cells[2]))
          .toList();
    }
  }

  private static Documents documents(Path folder, String index) throws IOException {
    RelevanceModel model = RelevanceModel.of(Files.readString(SHIPPED));
    return Documents.open(DocumentSettings.of(folder, indexes.resolve(index)), SCHEDULER, model);
  }

  private static List<List<RelevanceFit.Example>> examples() throws IOException {
    List<List<RelevanceFit.Example>> examples = new ArrayList<>();
    Path corpus = Path.of("src/test/resources/io/parley/documents/corpus");
    try (Documents documents = documents(corpus, "fit")) {
      for (Asked asked : questions("fit.tsv")) {
        examples.add(
            documents.search(asked.question(), CONSIDERED).stream()
                .map(p -> new RelevanceFit.Example(p.relevance().features(), asked.answeredBy(p)))
                .toList());
      }
    }
    return examples;
  }

  @BeforeAll
  static void everyExpectedPassageIsThere() throws IOException {
    assertTrue(questions("fit.tsv").size() >= 80);
  }

  @AfterAll
  static void stop() {
    SCHEDULER.shutdownNow();
  }

  /** Run with {@code -Drelevance.write=true} to write the model anew after a change. */
  @Test
  @Order(1)
  void theShippedModelIsTheOneThatTheFitGives() throws IOException {
    String fitted = RelevanceFit.text(examples());
    if (Boolean.getBoolean("relevance.write")) {
      Files.writeString(SHIPPED, fitted);
    }
    RelevanceModel again = RelevanceModel.of(fitted);
    RelevanceModel shipped = RelevanceModel.of(Files.readString(SHIPPED));
    assertEquals(again.thresholds().keySet(), shipped.thresholds().keySet());
    for (int i = 0; i < again.weights().length; i++) {
      assertEquals(again.weights()[i], shipped.weights()[i], 0.01);
    }
    again.thresholds().forEach((rate, t) -> assertEquals(t, shipped.threshold(rate), 0.01));
    assertTrue(shipped.thresholds().firstKey() <= 0.02);
  }

  @Test
  @Order(2)
  void keepsTheErrorRateOnDocumentsItNeverSaw() throws IOException {
    measure("fit.tsv", Path.of("src/test/resources/io/parley/documents/corpus"));
    double[] kept = measure("unseen.tsv", Path.of("../../examples/documents"));
    assertTrue(kept[0] <= 0.05, () -> "wrong among given " + kept[0]);
    assertTrue(kept[1] >= 0.5, () -> "given among answerable " + kept[1]);
    assertTrue(kept[2] >= 0.85, () -> "first passage right " + kept[2]);
  }

  private static double[] measure(String set, Path folder) throws IOException {
    List<Asked> all = questions(set);
    int answerable = 0;
    int first = 0;
    int given = 0;
    int right = 0;
    try (Documents documents = documents(folder, set)) {
      for (Asked asked : all) {
        List<Passage> found = documents.search(asked.question(), CONSIDERED);
        boolean hit = !found.isEmpty() && asked.answeredBy(found.get(0));
        answerable += asked.file().isEmpty() ? 0 : 1;
        first += hit ? 1 : 0;
        boolean sure = documents.answers(found, 0.02).isPresent();
        given += sure ? 1 : 0;
        right += sure && hit ? 1 : 0;
        if (sure != hit || (!hit && !asked.file().isEmpty())) {
          System.out.println(
              "relevance "
                  + (sure ? "GIVEN " : "kept ")
                  + (hit ? "right " : "wrong ")
                  + asked
                  + " "
                  + (found.isEmpty()
                      ? "nothing"
                      : found.get(0).heading() + found.get(0).relevance()));
        }
      }
    }
    System.out.printf(
        "relevance %s: %d questions, %d answerable, first passage right %.3f; at 2 %%: given %d, wrong %d (%.3f), answerable answered %.3f%n",
        set,
        all.size(),
        answerable,
        (double) first / answerable,
        given,
        given - right,
        given == 0 ? 0 : (double) (given - right) / given,
        (double) right / answerable);
    return new double[] {
      given == 0 ? 0 : (double) (given - right) / given,
      (double) right / answerable,
      (double) first / answerable
    };
  }
}
