package io.parley.llama;

import io.parley.engine.EngineException;
import io.parley.gguf.GgufHeader;
import io.parley.gguf.GgufTensor;
import io.parley.gguf.TensorType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** LoRA adapters: their headers checked in Java, then loaded beside the model. */
final class AdapterFiles {
  private static final Set<TensorType> REPACKED =
      Set.of(TensorType.Q4_0, TensorType.Q4_K, TensorType.IQ4_NL);

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
      refuseRepacked(model, name, header, base);
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

  /**
   * b4916 puts an adapter's numbers where the weights under it lie, and ends the process where it
   * has rearranged these for the kernels.
   */
  private static void refuseRepacked(
      LoadedModel model, String name, GgufHeader header, GgufHeader base) {
    if (model.natives().library().abi() != Abi.B4916) {
      return;
    }
    Set<String> under =
        header.tensors().stream()
            .map(tensor -> tensor.name().replaceFirst("\\.lora_[ab]$", ""))
            .collect(Collectors.toSet());
    for (GgufTensor tensor : base.tensors()) {
      if (under.contains(tensor.name()) && REPACKED.contains(tensor.type())) {
        throw unavailable(
            name,
            "the bundled llama.cpp b4916 takes no adapter over %s weights (%s); the fast pack does, `parley engine install` brings it"
                .formatted(tensor.type(), tensor.name()));
      }
    }
  }

  private static EngineException unavailable(String name, String why) {
    return new EngineException(
        EngineException.Kind.UNAVAILABLE, "adapter %s: %s".formatted(name, why));
  }
}
