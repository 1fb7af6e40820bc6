package io.parley.bench.engine;

import io.parley.gguf.RandomModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A model with random weights, in a temporary file. */
final class BenchModel implements AutoCloseable {
  private final Path file;

  BenchModel(RandomModel shape) throws IOException {
    file = Files.createTempFile("parley-bench", ".gguf");
    shape.write(file);
  }

  Path file() {
    return file;
  }

  /** So many words that are one token each. */
  static String words(int from, int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(" w").append(from + i);
    }
    return text.toString();
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(file);
  }
}
