package io.parley.engine;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One generation.
 *
 * @param prefix the fixed part of the prompt, whose KV cache is kept and shared; may be empty
 * @param prompt the part that changes
 * @param maxTokens the most tokens to decode, 1..4096
 * @param deadline when it must have ended
 * @param constraint what may be decoded
 * @param sampling how tokens are chosen
 * @param stop texts that end it, not part of the result
 * @param topK how many alternatives to report per token, 0..20
 * @param adapter the LoRA adapter to use, by name; absent: none
 */
public record GenerationRequest(
    String prefix,
    String prompt,
    int maxTokens,
    Instant deadline,
    Constraint constraint,
    Sampling sampling,
    List<String> stop,
    int topK,
    @Nullable Adapter adapter) {
  public GenerationRequest {
    if (maxTokens < 1 || maxTokens > 4096) {
      throw new IllegalArgumentException("maxTokens %d must lie in 1..4096".formatted(maxTokens));
    }
    if (topK < 0 || topK > 20) {
      throw new IllegalArgumentException("topK %d must lie in 0..20".formatted(topK));
    }
    stop = List.copyOf(stop);
  }

  /** Greedy decoding of at most so many tokens. */
  public static GenerationRequest greedy(
      String prefix, String prompt, int maxTokens, Instant deadline, Constraint constraint) {
    return new GenerationRequest(
        prefix, prompt, maxTokens, deadline, constraint, Sampling.GREEDY, List.of(), 0, null);
  }

  /**
   * A LoRA adapter and how much of it.
   *
   * @param name as the engine was configured
   * @param scale 0..2
   */
  public record Adapter(String name, float scale) {}
}
