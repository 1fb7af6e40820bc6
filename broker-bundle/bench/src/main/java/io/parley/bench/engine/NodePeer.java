package io.parley.bench.engine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The npm package node-llama-cpp by its own API, where somebody has installed it: the environment's
 * {@value #FOLDER} names the folder that holds {@code node_modules}.
 */
final class NodePeer {
  static final String FOLDER = "PARLEY_BENCH_NODE_LLAMA";
  static final String NAME = "node-llama-cpp 3.22.1, its own API";
  private static final String SCRIPT = "node-llama-cpp.mjs";

  private NodePeer() {}

  /** Its process, ready; nothing where it is not installed. */
  static Optional<ArmProcess> start(@Nullable String folder, Path model, int threads)
      throws IOException {
    if (folder == null || !Files.isDirectory(Path.of(folder, "node_modules", "node-llama-cpp"))) {
      return Optional.empty();
    }
    Path script = model.resolveSibling(model.getFileName() + ".mjs");
    try (InputStream in = NodePeer.class.getResourceAsStream(SCRIPT)) {
      if (in == null) {
        throw new IllegalStateException(SCRIPT + " must be beside its class");
      }
      Files.copy(in, script, StandardCopyOption.REPLACE_EXISTING);
    }
    try {
      return Optional.of(
          new ArmProcess(
              List.of(
                  "node",
                  script.toString(),
                  Path.of(folder).toAbsolutePath().toString(),
                  model.toString(),
                  String.valueOf(threads))));
    } finally {
      Files.delete(script);
    }
  }
}
