package io.parley.llama;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How a model is run.
 *
 * @param name the model's name, as answers give it
 * @param model the GGUF file
 * @param library which library runs it
 * @param threads compute threads, 1..64
 * @param contextTokens the most tokens of one prompt and its answer, 64..131072
 * @param slots how many questions are decoded at once, 1..64
 * @param kvTokens tokens that the KV cache holds for all questions and kept prefixes together
 * @param warm prefixes that are read before the model is ready
 * @param adapters LoRA adapter files by name
 */
public record EngineSettings(
    String name,
    Path model,
    LlamaLibrary library,
    int threads,
    int contextTokens,
    int slots,
    int kvTokens,
    List<String> warm,
    Map<String, Path> adapters) {
  public EngineSettings {
    within("threads", threads, 1, 64);
    within("contextTokens", contextTokens, 64, 131_072);
    within("slots", slots, 1, 64);
    within("kvTokens", kvTokens, contextTokens, 1 << 20);
    warm = List.copyOf(warm);
    adapters = Map.copyOf(adapters);
  }

  /** Room in the KV cache that lets most slots work at once without holding a context for each. */
  public static int kvTokensFor(int contextTokens, int slots) {
    int half = (int) Math.min(1 << 20, (long) contextTokens * (slots + 1) / 2);
    return Math.max(contextTokens, Math.min(half, Math.max(contextTokens, 4096)));
  }

  private static void within(String field, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s %d must lie in %d..%d".formatted(field, value, least, most));
    }
  }
}
