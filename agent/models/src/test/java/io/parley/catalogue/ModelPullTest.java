package io.parley.catalogue;

import static io.parley.catalogue.PullRig.FILE;
import static io.parley.catalogue.PullRig.SIZE;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fetches from a server on this machine. */
final class ModelPullTest {
  private PullRig rig;

  @BeforeEach
  void start(@TempDir Path folder) {
    rig = new PullRig(folder);
  }

  @Test
  void aModelArrivesWholeWithProgress() throws Exception {
    List<Long> seen = new ArrayList<>();
    try (FaultyServer server = new FaultyServer(FILE)) {
      InstalledModel pulled =
          rig.pull(
              server,
              rig.model(),
              (bytes, total) -> {
                assertEquals(SIZE, total);
                seen.add(bytes);
              });
      assertArrayEquals(FILE, Files.readAllBytes(pulled.file()));
      assertEquals(rig.model().sha256(), pulled.sha256());
      assertEquals("Apache-2.0", pulled.licence());
      assertTrue(pulled.origin().endsWith("/mirror/owner/name/resolve/main/tiny.gguf"));
    }
    assertEquals(0, seen.get(0));
    assertEquals(SIZE, seen.get(seen.size() - 1));
    assertTrue(seen.size() >= 4, seen::toString);
    assertEquals(seen.stream().sorted().toList(), seen);
  }

  @Test
  void withoutAHashNothingIsFetched() throws Exception {
    try (FaultyServer server = new FaultyServer(FILE)) {
      CatalogueException refused =
          assertThrows(
              CatalogueException.class, () -> rig.pull(server, rig.model(Optional.empty())));
      assertTrue(refused.getMessage().contains("--sha256"), refused.getMessage());
      assertEquals(List.of(), server.ranges());
      PullSettings settings =
          new PullSettings(server.address(), 1, Duration.ofMillis(1), Duration.ofSeconds(5));
      InstalledModel pulled =
          new ModelPull(rig.store(), settings)
              .pull(rig.model(Optional.empty()), rig.model().sha256(), PullProgress.SILENT);
      assertEquals(rig.model().sha256(), pulled.sha256());
    }
  }

  @Test
  void whatIsHereIsNotFetchedAgain() throws Exception {
    try (FaultyServer server = new FaultyServer(FILE)) {
      rig.pull(server, rig.model());
      assertThrows(CatalogueException.class, () -> rig.pull(server, rig.model()));
      assertEquals(1, server.ranges().size());
    }
  }

  @Test
  void twoPullsOfOneModelDoNotMeet() throws Exception {
    CatalogueModel model = rig.model();
    try (FaultyServer server = new FaultyServer(FILE)) {
      rig.pull(
          server,
          model,
          (bytes, total) ->
              assertTrue(
                  assertThrows(CatalogueException.class, () -> rig.pull(server, model))
                      .getMessage()
                      .contains("already")));
    }
  }

  @Test
  void aStopKeepsWhatArrived() throws Exception {
    CatalogueModel model = rig.model();
    try (FaultyServer server = new FaultyServer(FILE)) {
      assertThrows(
          CatalogueException.class,
          () ->
              rig.pull(
                  server,
                  model,
                  (bytes, total) -> {
                    if (bytes > 0) {
                      Thread.currentThread().interrupt();
                    }
                  }));
      assertTrue(Thread.interrupted());
      Path part = rig.store().part(model.sha256().orElseThrow());
      assertTrue(Files.size(part) >= 1 << 20);
      assertArrayEquals(FILE, Files.readAllBytes(rig.pull(server, model).file()));
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
            rig.model().sha256(),
            "x",
            "y",
            1,
            1);
    try (FaultyServer server = new FaultyServer(FILE)) {
      assertTrue(
          assertThrows(CatalogueException.class, () -> rig.pull(server, huge))
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
