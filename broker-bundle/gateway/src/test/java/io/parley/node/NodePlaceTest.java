package io.parley.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.parley.message.Tier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NodePlaceTest {
  @TempDir private Path folder;

  private static String permissions(Path path) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void nobodyElseReadsWhatANodeKeepsNorWhatAnEarlierOneLeftOpen() throws Exception {
    Path data = Files.createDirectory(folder.resolve("data"));
    Path inner = Files.createDirectories(data.resolve("questions"));
    Path journal = Files.writeString(inner.resolve("questions.jsonl"), "{}");
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.setPosixFilePermissions(journal, PosixFilePermissions.fromString("rw-r--r--"));
    NodePlace place = NodePlace.take(data, Tier.GATEWAY, "plant1");
    assertEquals("rwx------", permissions(data));
    assertEquals("rwx------", permissions(inner));
    assertEquals("rw-------", permissions(journal));
    assertEquals("rw-------", permissions(data.resolve("lock")));
    place.close();
  }
}
