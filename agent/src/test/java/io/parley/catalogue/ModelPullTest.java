package io.parley.catalogue;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.device.CatalogueModel;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fetches from a server on this machine that drops, lies and serves wrong bytes. */
final class ModelPullTest {
  private static final int SIZE = 3_000_000;
  private static final byte[] FILE = file(1);

  @TempDir Path folder;

  private static byte[] file(long seed) {
    byte[] bytes = new byte[SIZE];
    new Random(seed).nextBytes(bytes);
    System.arraycopy("GGUF".getBytes(java.nio.charset.StandardCharsets.US_ASCII), 0, bytes, 0, 4);
    return bytes;
  }

  private CatalogueModel model(Optional<String> sha256) {
    return new CatalogueModel(
        "tiny",
        "Tiny",
        1,
        "llama",
        "Q8_0",
        "owner/name",
        "main",
        "tiny.gguf",
        SIZE,
        sha256,
        "Apache-2.0",
        "https://example.org/",
        1,
        1);
  }

  private CatalogueModel model() throws Exception {
    Path reference = Files.write(folder.resolve("reference"), FILE);
    return model(Optional.of(Sha256.of(reference)));
  }

  private InstalledModel pull(FaultyServer server, CatalogueModel model) throws Exception {
    return pull(server, model, PullProgress.SILENT);
  }

  private InstalledModel pull(FaultyServer server, CatalogueModel model, PullProgress progress)
      throws Exception {
    PullSettings settings =
        new PullSettings(server.address(), 3, Duration.ofMillis(1), Duration.ofSeconds(5));
    return new ModelPull(new ModelStore(folder.resolve("models")), settings)
        .pull(model, Optional.empty(), progress);
  }

  private long leftovers() throws Exception {
    try (Stream<Path> files = Files.list(folder.resolve("models"))) {
      return files.filter(f -> !f.toString().endsWith(".part") || f.toFile().length() > 0).count();
    }
  }

  @Test
  void aModelArrivesWholeWithProgress() throws Exception {
    List<Long> seen = new ArrayList<>();
    try (FaultyServer server = new FaultyServer(FILE)) {
      InstalledModel pulled =
          pull(
              server,
              model(),
              (bytes, total) -> {
                assertEquals(SIZE, total);
                seen.add(bytes);
              });
      assertArrayEquals(FILE, Files.readAllBytes(pulled.file()));
      assertEquals(model().sha256(), pulled.sha256());
      assertEquals("Apache-2.0", pulled.licence());
      assertTrue(pulled.origin().endsWith("/mirror/owner/name/resolve/main/tiny.gguf"));
    }
    assertEquals(0, seen.get(0));
    assertEquals(SIZE, seen.get(seen.size() - 1));
    assertTrue(seen.size() >= 4, seen::toString);
    assertEquals(seen.stream().sorted().toList(), seen);
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
      assertArrayEquals(FILE, Files.readAllBytes(pull(server, model()).file()));
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
          assertThrows(CatalogueException.class, () -> pull(server, model()));
      assertTrue(gaveUp.getMessage().contains("of 3000000 bytes"), gaveUp.getMessage());
      assertArrayEquals(FILE, Files.readAllBytes(pull(server, model()).file()));
      String last = server.ranges().get(server.ranges().size() - 1);
      assertTrue(last.startsWith("bytes="), last);
    }
  }

  @Test
  void aServerThatIgnoresTheRangeIsReadFromTheStart() throws Exception {
    try (FaultyServer server =
        new FaultyServer(FILE, FaultyServer.dropAfter(1_000_000), FaultyServer::ignoreRange)) {
      assertArrayEquals(FILE, Files.readAllBytes(pull(server, model()).file()));
    }
  }

  @Test
  void aPartOfAnotherFileIsThrownAwayOnce() throws Exception {
    CatalogueModel model = model();
    Path part = new ModelStore(folder.resolve("models")).part(model.sha256().orElseThrow());
    Files.write(part, new byte[1_000]);
    try (FaultyServer server = new FaultyServer(FILE)) {
      assertArrayEquals(FILE, Files.readAllBytes(pull(server, model).file()));
      assertEquals(List.of("bytes=1000-", ""), server.ranges());
    }
  }

  @Test
  void wrongBytesAreNeverKept() throws Exception {
    try (FaultyServer server = new FaultyServer(file(2))) {
      CatalogueException wrong =
          assertThrows(CatalogueException.class, () -> pull(server, model()));
      assertTrue(wrong.getMessage().contains("SHA-256"), wrong.getMessage());
      assertEquals(0, leftovers());
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
        assertThrows(CatalogueException.class, () -> pull(server, model()));
        assertEquals(1, server.ranges().size());
        assertEquals(0, leftovers());
      }
    }
  }

  @Test
  void liesAboutTheRangeAreRefused() throws Exception {
    for (String header :
        List.of("bytes 0-2999999/3000000", "bytes 1000-2999999/4000000", "bytes x", "")) {
      CatalogueModel model = model();
      Path part = new ModelStore(folder.resolve("models")).part(model.sha256().orElseThrow());
      Files.write(part, java.util.Arrays.copyOf(FILE, 1_000));
      try (FaultyServer server = new FaultyServer(FILE, FaultyServer.rangeHeader(header))) {
        assertThrows(CatalogueException.class, () -> pull(server, model), header);
      }
    }
  }

  @Test
  void aFileThatEndsTooSoonIsAskedForAgain() throws Exception {
    byte[] half = java.util.Arrays.copyOf(FILE, SIZE / 2);
    try (FaultyServer server = new FaultyServer(FILE, FaultyServer.chunked(half))) {
      assertArrayEquals(FILE, Files.readAllBytes(pull(server, model()).file()));
      assertEquals(List.of("", "bytes=1500000-"), server.ranges());
    }
  }

  @Test
  void redirectsAreFollowedUnlessTheyLeadNowhere() throws Exception {
    try (FaultyServer server =
        new FaultyServer(FILE, FaultyServer.redirectTo("/elsewhere/tiny.gguf"))) {
      assertArrayEquals(FILE, Files.readAllBytes(pull(server, model()).file()));
    }
    for (String nowhere : List.of("file:///etc/passwd", "ftp://x/", "ht tp://")) {
      Path models = folder.resolve("models");
      Files.deleteIfExists(models.resolve("tiny.gguf"));
      try (FaultyServer server = new FaultyServer(FILE, FaultyServer.redirectTo(nowhere))) {
        assertThrows(CatalogueException.class, () -> pull(server, model()), nowhere);
      }
    }
    FaultyServer.Fault round = FaultyServer.redirectTo("/round");
    try (FaultyServer server =
        new FaultyServer(FILE, round, round, round, round, round, round, round)) {
      assertThrows(CatalogueException.class, () -> pull(server, model()));
      assertEquals(6, server.ranges().size());
    }
  }

  @Test
  void withoutAHashNothingIsFetched() throws Exception {
    try (FaultyServer server = new FaultyServer(FILE)) {
      CatalogueException refused =
          assertThrows(CatalogueException.class, () -> pull(server, model(Optional.empty())));
      assertTrue(refused.getMessage().contains("--sha256"), refused.getMessage());
      assertEquals(List.of(), server.ranges());
      PullSettings settings =
          new PullSettings(server.address(), 1, Duration.ofMillis(1), Duration.ofSeconds(5));
      InstalledModel pulled =
          new ModelPull(new ModelStore(folder.resolve("models")), settings)
              .pull(model(Optional.empty()), model().sha256(), PullProgress.SILENT);
      assertEquals(model().sha256(), pulled.sha256());
    }
  }

  @Test
  void whatIsHereIsNotFetchedAgain() throws Exception {
    try (FaultyServer server = new FaultyServer(FILE)) {
      pull(server, model());
      assertThrows(CatalogueException.class, () -> pull(server, model()));
      assertEquals(1, server.ranges().size());
    }
  }

  @Test
  void twoPullsOfOneModelDoNotMeet() throws Exception {
    CatalogueModel model = model();
    try (FaultyServer server = new FaultyServer(FILE)) {
      pull(
          server,
          model,
          (bytes, total) ->
              assertTrue(
                  assertThrows(CatalogueException.class, () -> pull(server, model))
                      .getMessage()
                      .contains("already")));
    }
  }

  @Test
  void aStopKeepsWhatArrived() throws Exception {
    CatalogueModel model = model();
    try (FaultyServer server = new FaultyServer(FILE)) {
      assertThrows(
          CatalogueException.class,
          () ->
              pull(
                  server,
                  model,
                  (bytes, total) -> {
                    if (bytes > 0) {
                      Thread.currentThread().interrupt();
                    }
                  }));
      assertTrue(Thread.interrupted());
      Path part = new ModelStore(folder.resolve("models")).part(model.sha256().orElseThrow());
      assertTrue(Files.size(part) >= 1 << 20);
      assertArrayEquals(FILE, Files.readAllBytes(pull(server, model).file()));
    }
  }

  @Test
  void whatCannotBeOnTheDiskIsNotBegun() throws Exception {
    CatalogueModel huge =
        new CatalogueModel(
            "huge",
            "Huge",
            1,
            "llama",
            "Q8_0",
            "o/n",
            "main",
            "huge.gguf",
            Long.MAX_VALUE / 4,
            model().sha256(),
            "x",
            "y",
            1,
            1);
    try (FaultyServer server = new FaultyServer(FILE)) {
      assertTrue(
          assertThrows(CatalogueException.class, () -> pull(server, huge))
              .getMessage()
              .contains("MiB are free"));
      assertEquals(List.of(), server.ranges());
    }
  }

  @Test
  void settingsRefuseNonsense() {
    Duration second = Duration.ofSeconds(1);
    for (String mirror : List.of("ftp://x/", "models", "file:///tmp/")) {
      URI address = URI.create(mirror);
      assertThrows(
          IllegalArgumentException.class, () -> new PullSettings(address, 1, second, second));
    }
    URI fine = URI.create("https://mirror.example/hf");
    assertEquals("https://mirror.example/hf/", PullSettings.USUAL.from(fine).mirror().toString());
    assertThrows(IllegalArgumentException.class, () -> new PullSettings(fine, 0, second, second));
    assertThrows(
        IllegalArgumentException.class, () -> new PullSettings(fine, 1, second, Duration.ZERO));
    assertFalse(PullSettings.USUAL.timeout().isZero());
  }
}
