package io.parley.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.calibration.CalibrationForm;
import io.parley.calibration.HandWritten;
import io.parley.knowledge.Knowledge;
import io.parley.knowledge.KnowledgeSettings;
import io.parley.knowledge.Reading;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as a process of its own: a model's own questions become its calibration. */
final class CalibrateCommandIT {
  @TempDir Path folder;

  private int code;
  private String said = "";

  @Test
  void learnsFromCasesAndKeepsWhatItLearnt() throws Exception {
    Path cases = folder.resolve("cases.json");
    try (InputStream in = HandWritten.class.getResourceAsStream("hand-written.json")) {
      Files.write(cases, in.readAllBytes());
    }

    run("--cases", cases.toString());

    assertEquals(ExitCode.ANSWERED, code, said);
    assertTrue(said.contains("answered wrongly as sure"), said);
    Path kept = folder.resolve("parley/models/calibrations.json");
    assertEquals(
        HandWritten.read(Files.readAllBytes(cases), "").size(),
        CalibrationForm.read(Files.readAllBytes(kept)).get(0).all().cases());
  }

  @Test
  void draftsCasesFromWhatAGatewayHasSeen() throws Exception {
    Clock clock = Clock.systemUTC();
    Knowledge knowledge = new Knowledge(KnowledgeSettings.standard(), clock);
    Instant now = clock.instant();
    knowledge.observe(
        new Reading(
            "barn/1/temperature", "", "barn 1 temperature", new BigDecimal("21.5"), "°C", now));
    knowledge.snapshot(folder.resolve("data/series"));
    Path questions = Files.writeString(folder.resolve("q.txt"), "how warm is barn 1?\n\n");
    Path draft = folder.resolve("draft.json");

    run("--draft", draft.toString(), "--data", folder + "/data", "--questions", "" + questions);

    assertEquals(ExitCode.ANSWERED, code, said);
    assertEquals(
        "barn 1 temperature: 21.5 °C",
        HandWritten.read(Files.readAllBytes(draft), "").get(0).answer());

    run("--cases", draft.toString());

    assertEquals(ExitCode.USAGE, code, said);
    assertTrue(said.contains("1 questions must be at least 49"), said);
    assertFalse(Files.exists(folder.resolve("parley/models/calibrations.json")));
  }

  @Test
  void namesWhatIsWrongWithAFileOfCases() throws Exception {
    run("--cases", Files.writeString(folder.resolve("c.json"), "{}").toString());

    assertEquals(ExitCode.USAGE, code, said);
    assertTrue(said.contains("sheets must be a list"), said);
  }

  private void run(String... arguments) throws Exception {
    List<String> words = new ArrayList<>(List.of("model", "calibrate"));
    words.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(ParleyCommand.of(words)).redirectErrorStream(true);
    builder.environment().put("XDG_DATA_HOME", folder.toString());
    Process process = builder.start();
    process.getOutputStream().close();
    said = new String(process.getInputStream().readAllBytes(), UTF_8);
    code = process.waitFor();
  }
}
