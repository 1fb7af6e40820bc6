package io.parley.llama;

import io.parley.gguf.RandomModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A tiny model with random weights, written once per test run. */
public final class TinyModel {
  private static Path file;

  private TinyModel() {}

  public static synchronized Path file() {
    try {
      if (file == null) {
        file = Files.createTempFile("tiny", ".gguf");
        file.toFile().deleteOnExit();
        RandomModel.tiny().write(file);
      }
      return file;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  public static EngineSettings settings(int slots, List<String> warm) {
    return new EngineSettings(
        "tiny",
        file(),
        LlamaLibrary.find(LlamaLibrary.Choice.AUTO),
        1,
        512,
        slots,
        EngineSettings.kvTokensFor(512, slots),
        warm,
        Map.of());
  }
}
