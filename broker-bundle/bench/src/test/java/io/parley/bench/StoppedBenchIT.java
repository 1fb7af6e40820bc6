package io.parley.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ctrl-C while a bench is under way leaves no process and no file behind. */
@EnabledOnOs(OS.LINUX)
@Timeout(value = 180, unit = TimeUnit.SECONDS)
final class StoppedBenchIT {
  @TempDir Path folder;

  /** Each is stopped once it has what is hard to get rid of. */
  @ParameterizedTest
  @CsvSource({"routine, questions.jsonl", "coap, parley-broker-", "engine, arm"})
  void nothingIsLeft(String bench, String sign) throws Exception {
    Path scratch = Files.createDirectory(folder.resolve("parley-bench-" + bench));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + scratch,
                "-Dparley.scratch=" + scratch,
                "-cp",
                System.getProperty("java.class.path"),
                "io.parley.cli.Main",
                "bench",
                bench)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    try {
      while (!there(process, scratch, sign)) {
        assertTrue(process.isAlive(), () -> log());
        process.waitFor(50, TimeUnit.MILLISECONDS);
      }
      List<ProcessHandle> children = process.descendants().toList();
      new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
      assertEquals(130, process.waitFor(), () -> log());
      for (ProcessHandle child : children) {
        child.onExit().get(30, TimeUnit.SECONDS);
      }
      assertFalse(Files.exists(scratch), () -> left(scratch));
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static boolean there(Process process, Path scratch, String sign) throws IOException {
    if (sign.equals("arm")) {
      return process.descendants().findAny().isPresent();
    }
    try (Stream<Path> tree = Files.walk(scratch)) {
      return tree.anyMatch(path -> path.getFileName().toString().startsWith(sign));
    } catch (java.io.UncheckedIOException changing) {
      return false;
    }
  }

  private static String left(Path scratch) {
    try (Stream<Path> tree = Files.walk(scratch)) {
      return tree.toList().toString();
    } catch (IOException e) {
      return e.toString();
    }
  }

  private String log() {
    try {
      return Files.readString(folder.resolve("log"));
    } catch (IOException e) {
      return e.toString();
    }
  }
}
