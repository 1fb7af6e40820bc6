package io.parley.catalogue;

import static io.parley.catalogue.PullRig.FILE;
import static io.parley.catalogue.PullRig.SIZE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.device.CatalogueModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fetches from a server on this machine that drops, lies and serves wrong bytes. */
final class ModelPullFaultsTest {
  private PullRig rig;

  @BeforeEach
  void start(@TempDir Path folder) {
    rig = new PullRig(folder);
  }

  @Test
  void droppedConnectionsAreGoneOnFromWhereTheyBroke() throws Exception {
    try (FaultyServer server =
        new FaultyServer(
            FILE,
            FaultyServer.dropAfter(1_000_000),
            FaultyServer.status(503),
            FaultyServer.dropAfter(500_000),
            FaultyServer.status(429))) {
      assertArrayEquals(FILE, Files.readAllBytes(rig.pull(server, rig.model()).file()));
      assertEquals(5, server.ranges().size());
      assertEquals("", server.ranges().get(0));
      assertTrue(server.ranges().stream().skip(1).allMatch(r -> r.startsWith("bytes=")));
    }
  }

  @Test
  void alaterRunGoesOnWhereAnEarlierOneGaveUp() throws Exception {
    FaultyServer.Fault away = FaultyServer.status(500);
    try (FaultyServer server =
        new FaultyServer(FILE, FaultyServer.dropAfter(1_000_000), away, away, away)) {
      CatalogueException gaveUp =
          assertThrows(CatalogueException.class, () -> rig.pull(server, rig.model()));
      assertTrue(gaveUp.getMessage().contains("of 3000000 bytes"), gaveUp.getMessage());
      assertArrayEquals(FILE, Files.readAllBytes(rig.pull(server, rig.model()).file()));
      String last = server.ranges().get(server.ranges().size() - 1);
      assertTrue(last.startsWith("bytes="), last);
    }
  }

  @Test
  void aServerThatIgnoresTheRangeIsReadFromTheStart() throws Exception {
    try (FaultyServer server =
        new FaultyServer(FILE, FaultyServer.dropAfter(1_000_000), FaultyServer::ignoreRange)) {
      assertArrayEquals(FILE, Files.readAllBytes(rig.pull(server, rig.model()).file()));
    }
  }

  @Test
  void aPartOfAnotherFileIsThrownAwayOnce() throws Exception {
    CatalogueModel model = rig.model();
    Path part = rig.store().part(model.sha256().orElseThrow());
    Files.write(part, new byte[1_000]);
    try (FaultyServer server = new FaultyServer(FILE)) {
      assertArrayEquals(FILE, Files.readAllBytes(rig.pull(server, model).file()));
      assertEquals(List.of("bytes=1000-", ""), server.ranges());
    }
  }

  @Test
  void wrongBytesAreNeverKept() throws Exception {
    try (FaultyServer server = new FaultyServer(PullRig.file(2))) {
      CatalogueException wrong =
          assertThrows(CatalogueException.class, () -> rig.pull(server, rig.model()));
      assertTrue(wrong.getMessage().contains("SHA-256"), wrong.getMessage());
      assertEquals(0, rig.leftovers());
      assertEquals(1, server.ranges().size());
    }
  }

  @Test
  void liesAboutTheLengthAreRefusedAtOnce() throws Exception {
    for (FaultyServer.Fault lie :
        List.of(
            FaultyServer.lengthOf(SIZE - 1),
            FaultyServer.lengthOf(SIZE + 1),
            FaultyServer.chunked(new byte[SIZE + 1]),
            FaultyServer.status(404),
            FaultyServer.status(401))) {
      try (FaultyServer server = new FaultyServer(FILE, lie)) {
        assertThrows(CatalogueException.class, () -> rig.pull(server, rig.model()));
        assertEquals(1, server.ranges().size());
        assertEquals(0, rig.leftovers());
      }
    }
  }

  @Test
  void liesAboutTheRangeAreRefused() throws Exception {
    for (String header :
        List.of("bytes 0-2999999/3000000", "bytes 1000-2999999/4000000", "bytes x", "")) {
      CatalogueModel model = rig.model();
      Path part = rig.store().part(model.sha256().orElseThrow());
      Files.write(part, Arrays.copyOf(FILE, 1_000));
      try (FaultyServer server = new FaultyServer(FILE, FaultyServer.rangeHeader(header))) {
        assertThrows(CatalogueException.class, () -> rig.pull(server, model), header);
      }
    }
  }

  @Test
  void aFileThatEndsTooSoonIsAskedForAgain() throws Exception {
    byte[] half = Arrays.copyOf(FILE, SIZE / 2);
    try (FaultyServer server = new FaultyServer(FILE, FaultyServer.chunked(half))) {
      assertArrayEquals(FILE, Files.readAllBytes(rig.pull(server, rig.model()).file()));
      assertEquals(List.of("", "bytes=1500000-"), server.ranges());
    }
  }

  @Test
  void redirectsAreFollowedUnlessTheyLeadNowhere() throws Exception {
    try (FaultyServer server =
        new FaultyServer(FILE, FaultyServer.redirectTo("/elsewhere/tiny.gguf"))) {
      assertArrayEquals(FILE, Files.readAllBytes(rig.pull(server, rig.model()).file()));
    }
    for (String nowhere : List.of("file:///etc/passwd", "ftp://x/", "ht tp://")) {
      Path models = rig.models();
      Files.deleteIfExists(models.resolve("tiny.gguf"));
      try (FaultyServer server = new FaultyServer(FILE, FaultyServer.redirectTo(nowhere))) {
        assertThrows(CatalogueException.class, () -> rig.pull(server, rig.model()), nowhere);
      }
    }
    FaultyServer.Fault round = FaultyServer.redirectTo("/round");
    try (FaultyServer server =
        new FaultyServer(FILE, round, round, round, round, round, round, round)) {
      assertThrows(CatalogueException.class, () -> rig.pull(server, rig.model()));
      assertEquals(6, server.ranges().size());
    }
  }
}
