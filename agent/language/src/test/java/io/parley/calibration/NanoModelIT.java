package io.parley.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.engine.ModelInfo;
import io.parley.llama.LlamaLibrary;
import io.parley.prompt.Sheet;
import io.parley.worker.Supervision;
import io.parley.worker.WorkerModel;
import io.parley.worker.WorkerSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The built-in model through the real engine, on cases that its training never saw. */
@Timeout(value = 900, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class NanoModelIT {
  private static final String NAME = "parley-nano";

  // A little below what was measured when the model was made: device-profiles/nano/README.md
  private static final double EXACT = 0.88;
  private static final double EXACT_BY_HAND = 0.88;

  @TempDir static Path folder;
  private static WorkerModel model;
  private static Calibration calibration;

  @BeforeAll
  static void load() throws Exception {
    WorkerSettings settings =
        new WorkerSettings(
            NAME,
            Files.write(folder.resolve("nano.gguf"), resource("parley-nano.gguf")),
            LlamaLibrary.Choice.AUTO,
            2,
            2048,
            1,
            List.of(Sheet.PREFIX),
            Map.of(),
            Supervision.USUAL);
    model = WorkerModel.start(settings, Clock.systemUTC());
    ModelInfo info = model.ready().join();
    assertEquals(Sheet.VERSION, info.metadata().get(Sheet.VERSION_KEY));
    calibration =
        CalibrationForm.find(
                CalibrationForm.read(resource("calibrations.json")), info.snapshot(), Sheet.VERSION)
            .orElseThrow();
  }

  @AfterAll
  static void close() {
    model.close();
  }

  @Test
  void answersGeneratedQuestionsAndAdmitsWhatItDoesNotKnow() {
    Quality quality = measure("generated", EvaluationSets.evaluation());

    assertTrue(quality.exact() >= EXACT * quality.answerable(), quality::toString);
    assertTrue(quality.sureUnanswerable() <= 0.04 * quality.unanswerable(), quality::toString);
  }

  @Test
  void answersQuestionsAsPeopleAskThem() {
    Quality quality = measure("written by hand", EvaluationSets.handWritten());

    assertTrue(quality.exact() >= EXACT_BY_HAND * quality.answerable(), quality::toString);
  }

  private static Quality measure(String what, List<EvaluationCase> cases) {
    List<Outcome> outcomes = new Evaluation(model, Clock.systemUTC()).run(cases);
    Quality quality = Quality.of(outcomes, calibration, Calibration.USUAL_ERROR_RATE);
    System.out.println(NAME + ", " + what + ": " + quality);
    return quality;
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = NanoModelIT.class.getResourceAsStream("/io/parley/nano/" + name)) {
      if (in == null) {
        throw new IOException(name + " is missing");
      }
      return in.readAllBytes();
    }
  }
}
