package io.parley.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The evaluator in {@code reference/}, made from the text alone, against the vectors. */
final class ReferenceTest {
  @TempDir Path folder;

  private record Run(int status, String output) {}

  private Run run(String... command) throws IOException, InterruptedException {
    File output = folder.resolve("output").toFile();
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output).start();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), () -> "runs still: " + List.of(command));
    return new Run(process.exitValue(), Files.readString(output.toPath()).strip());
  }

  /** Node 20 is the first with all that the evaluator uses. */
  private void assumeNode() throws InterruptedException {
    try {
      String version = run("node", "--version").output();
      assumeTrue(Integer.parseInt(version.substring(1, version.indexOf('.'))) >= 20, version);
    } catch (IOException absent) {
      assumeTrue(false, "there is no node");
    }
  }

  @Test
  void everyVectorHolds() throws Exception {
    assumeNode();
    long vectors =
        Vector.all().stream().filter(vector -> vector.kind().equals("evaluation")).count();
    Run run = run("node", "reference/run.mjs", "vectors/queries.json");
    assertEquals("%d of %d vectors hold".formatted(vectors, vectors), run.output());
    assertEquals(0, run.status());
  }

  @Test
  void aVectorThatDoesNotHoldIsNamed() throws Exception {
    assumeNode();
    String vectors = Files.readString(Path.of("vectors", "queries.json"), StandardCharsets.UTF_8);
    Path wrong = folder.resolve("wrong.json");
    Files.writeString(wrong, vectors.replace("\"way\": \"steady\"", "\"way\": \"rising\""));
    Run run = run("node", "reference/run.mjs", wrong.toString());
    assertTrue(run.output().startsWith("trend: steady: result.way is \"steady\""), run.output());
    assertEquals(1, run.status());
  }
}
