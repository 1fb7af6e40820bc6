package io.parley.llama;

import io.parley.engine.EngineException;
import io.parley.gguf.GgufHeader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/** LoRA adapters: their headers checked in Java, then loaded beside the model. */
final class AdapterFiles {
  private AdapterFiles() {}

  static void load(
      LoadedModel model, Map<String, Path> files, GgufHeader base, Map<String, Long> into) {
    files.forEach((name, file) -> into.put(name, load(model, name, file, base)));
  }

  private static long load(LoadedModel model, String name, Path file, GgufHeader base) {
    try {
      GgufHeader header = GgufHeader.read(file);
      if (!"adapter".equals(header.text("general.type"))) {
        throw unavailable(name, file + ": general.type must be adapter");
      }
      String architecture = header.text("general.architecture");
      if (!Objects.equals(architecture, base.text("general.architecture"))) {
        throw unavailable(
            name,
            "%s: architecture %s must be the model's, %s"
                .formatted(file, architecture, base.text("general.architecture")));
      }
      long handle =
          LlamaCalls.llama_adapter_lora_init(model.handle(), LlamaNatives.text(file.toString()));
      if (handle == 0) {
        throw unavailable(name, "%s: %s".formatted(file, model.natives().takeErrors()));
      }
      return handle;
    } catch (IOException e) {
      throw unavailable(name, String.valueOf(e.getMessage()));
    }
  }

  private static EngineException unavailable(String name, String why) {
    return new EngineException(
        EngineException.Kind.UNAVAILABLE, "adapter %s: %s".formatted(name, why));
  }
}
