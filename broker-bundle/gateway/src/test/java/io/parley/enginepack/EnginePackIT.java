package io.parley.enginepack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.parley.cli.ParleyCommand;
import io.parley.engine.Constraint;
import io.parley.engine.Generation;
import io.parley.engine.GenerationListener;
import io.parley.engine.GenerationRequest;
import io.parley.engine.Sampling;
import io.parley.gguf.RandomModel;
import io.parley.gguf.TensorType;
import io.parley.llama.LlamaLibrary;
import io.parley.worker.Supervision;
import io.parley.worker.WorkerModel;
import io.parley.worker.WorkerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command that fetches the fast pack, with npms of all kinds; and what the pack computes. */
final class EnginePackIT {
  /** Where the build has put the pack, where it could fetch it. */
  private static final Path BUILT = Path.of("target", "parley", "engine").toAbsolutePath();

  @TempDir Path folder;

  private record Ended(int code, String said) {}

  private Ended parley(String npm, String... words) throws IOException, InterruptedException {
    Path bin = Files.createDirectories(folder.resolve("bin"));
    if (!npm.isEmpty()) {
      Path script = Files.writeString(bin.resolve("npm"), "#!/bin/bash\n" + npm + "\n");
      Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    ProcessBuilder builder =
        new ProcessBuilder(ParleyCommand.of(List.of(words))).redirectErrorStream(true);
    builder.environment().put("PATH", bin.toString());
    builder.environment().put("XDG_DATA_HOME", folder.resolve("data").toString());
    builder.environment().remove("PARLEY_ENGINE_DIR");
    Process process = builder.start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), said);
    return new Ended(process.exitValue(), said);
  }

  /** An npm that lays down what the build has fetched, as the packages have it. */
  private static String npmWithThePack() {
    return """
        PATH=/usr/bin:/bin
        [ "$1" = ci ] && grep -q '"integrity"' package-lock.json || exit 9
        case "$*" in *--ignore-scripts*--omit-lockfile-registry-resolved*) ;; *) exit 8 ;; esac
        for p in linux-x64 linux-arm64; do
          mkdir -p node_modules/@node-llama-cpp/$p/bins
          cp -r %1$s/$p node_modules/@node-llama-cpp/$p/bins/$p
          mv node_modules/@node-llama-cpp/$p/bins/$p/LICENSE node_modules/@node-llama-cpp/$p/
        done"""
        .formatted(BUILT);
  }

  @Test
  void thePackIsInstalledForThisUserAndThenTaken() throws Exception {
    assumeTrue(Files.isDirectory(BUILT), "the build had no npm, so there is no pack to install");
    Ended installed = parley(npmWithThePack(), "engine", "install");
    assertEquals(0, installed.code(), installed.said());
    Path data = folder.resolve("data").resolve("parley").resolve("engine");
    assertTrue(installed.said().contains("the fast pack is in " + data), installed.said());
    Ended status = parley("", "engine", "status");
    assertEquals(0, status.code(), status.said());
    for (String told :
        List.of("fast pack", "llama.cpp v0.5.0", data.toString(), "CPU : ", "threads", "energy")) {
      assertTrue(status.said().contains(told), told + " in " + status.said());
    }
    // There already: npm is not asked again.
    assertEquals(0, parley("exit 7", "engine", "install").code());
  }

  @Test
  void whatGoesWrongIsToldAndTheBundledLibraryServes() throws Exception {
    Ended missing = parley("", "engine", "install");
    assertTrue(missing.code() != 0 && missing.said().contains("npm is not installed"));
    Ended failing = parley("echo 'no such integrity' >&2; exit 1", "engine", "install");
    assertTrue(failing.said().contains("npm failed: no such integrity"), failing.said());
    Ended other =
        parley(
            """
            PATH=/usr/bin:/bin
            for p in linux-x64 linux-arm64; do
              mkdir -p node_modules/@node-llama-cpp/$p/bins/$p
              touch node_modules/@node-llama-cpp/$p/LICENSE
              echo other > node_modules/@node-llama-cpp/$p/bins/$p/libllama.v0.5.0.so
            done""",
            "engine",
            "install");
    assertTrue(other.code() != 0, other.said());
    assertTrue(other.said().contains("npm brought no library for this machine"), other.said());
    Ended status = parley("", "engine", "status", "--library", "BUNDLED");
    assertTrue(status.said().contains("llama.cpp b4916"), status.said());
  }

  @AfterEach
  void forget() {
    System.clearProperty(LlamaLibrary.FOLDER_PROPERTY);
  }

  @Test
  void bothLibrariesComputeTheSame() throws IOException {
    assumeTrue(Files.isDirectory(BUILT), "the build had no npm, so there is no pack to compare");
    System.setProperty(LlamaLibrary.FOLDER_PROPERTY, BUILT.toString());
    Path file = folder.resolve("f32.gguf");
    RandomModel.tiny().write(file, TensorType.F32, Map.of());
    List<Generation.Token> bundled = tokens(file, LlamaLibrary.Choice.BUNDLED);
    List<Generation.Token> fast = tokens(file, LlamaLibrary.Choice.FAST);
    assertEquals(bundled.size(), fast.size());
    for (int i = 0; i < fast.size(); i++) {
      assertEquals(bundled.get(i).piece(), fast.get(i).piece(), "token " + i);
      assertEquals(bundled.get(i).probability(), fast.get(i).probability(), 2e-5);
      assertEquals(bundled.get(i).entropy(), fast.get(i).entropy(), 1e-3);
    }
  }

  private static List<Generation.Token> tokens(Path file, LlamaLibrary.Choice choice) {
    WorkerSettings settings =
        new WorkerSettings("tiny", file, choice, 1, 512, 2, List.of(), Map.of(), Supervision.USUAL);
    try (WorkerModel model = WorkerModel.start(settings, Clock.systemUTC())) {
      return model
          .generate(
              new GenerationRequest(
                  " w5 w6 w7",
                  " w1 w2 w3",
                  8,
                  Instant.now().plusSeconds(60),
                  new Constraint.Free(),
                  Sampling.GREEDY,
                  List.of(),
                  3,
                  null),
              GenerationListener.NONE)
          .join()
          .tokens();
    }
  }
}
