package io.parley.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A rehearsal starts a gateway, is answered by a routine, and leaves nothing behind. */
final class RehearsalIT {
  private static Set<Path> folders() throws IOException {
    try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return all.filter(each -> each.getFileName().toString().startsWith("parley-rehearsal"))
          .collect(Collectors.toSet());
    }
  }

  @Test
  void isAnsweredByTheRoutineAndLeavesNoFolder() throws Exception {
    Set<Path> before = folders();
    Rehearsal.run();
    assertEquals(before, folders());
  }
}
