package io.parley.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The distribution's classes can be archived: some lambdas crash the JVM that tries. */
final class ArchiveIT {
  @TempDir Path folder;

  @Test
  @Timeout(value = 300, unit = TimeUnit.SECONDS)
  void aRehearsedStartLeavesAnArchive() throws Exception {
    Path archive = folder.resolve("classes.jsa");
    Path log = folder.resolve("log");
    int code =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx192m",
                "-XX:ErrorFile=/dev/null",
                "-XX:ArchiveClassesAtExit=" + archive,
                "-cp",
                Path.of("target", "parley", "lib", "*").toString(),
                "io.parley.cli.Main",
                "rehearse")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start()
            .waitFor();
    assertEquals(0, code, () -> end(log));
    assertTrue(Files.size(archive) > 0);
  }

  private static String end(Path log) {
    try {
      String all = Files.readString(log);
      return all.substring(Math.max(0, all.length() - 4_000));
    } catch (java.io.IOException e) {
      return e.toString();
    }
  }
}
