package io.parley.catalogue;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.parley.device.CatalogueModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/** A model of random bytes, and pulls of it into a folder. */
final class PullRig {
  static final int SIZE = 3_000_000;
  static final byte[] FILE = file(1);

  private final Path folder;

  PullRig(Path folder) {
    this.folder = folder;
  }

  Path models() {
    return folder.resolve("models");
  }

  ModelStore store() {
    return new ModelStore(models());
  }

  static byte[] file(long seed) {
    byte[] bytes = new byte[SIZE];
    new Random(seed).nextBytes(bytes);
    System.arraycopy("GGUF".getBytes(US_ASCII), 0, bytes, 0, 4);
    return bytes;
  }

  CatalogueModel model(Optional<String> sha256) {
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

  CatalogueModel model() throws Exception {
    Path reference = Files.write(folder.resolve("reference"), FILE);
    return model(Optional.of(Sha256.of(reference)));
  }

  InstalledModel pull(FaultyServer server, CatalogueModel model) throws Exception {
    return pull(server, model, PullProgress.SILENT);
  }

  InstalledModel pull(FaultyServer server, CatalogueModel model, PullProgress progress)
      throws Exception {
    PullSettings settings =
        new PullSettings(server.address(), 3, Duration.ofMillis(1), Duration.ofSeconds(5));
    return new ModelPull(store(), settings).pull(model, Optional.empty(), progress);
  }

  long leftovers() throws Exception {
    try (Stream<Path> files = Files.list(models())) {
      return files.filter(f -> !f.toString().endsWith(".part") || f.toFile().length() > 0).count();
    }
  }
}
