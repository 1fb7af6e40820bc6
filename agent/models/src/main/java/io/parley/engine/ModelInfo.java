package io.parley.engine;

import java.util.Map;

/**
 * What is known of a model.
 *
 * @param name its name, as answers give it
 * @param snapshot the first 12 hex digits of the SHA-256 of its file; empty if it is not a file
 * @param state whether it can be asked
 * @param contextTokens its context in tokens; 0 until it is loaded
 * @param slots how many questions it decodes at once
 * @param metadata the model's own metadata, as far as it is text or number
 */
public record ModelInfo(
    String name,
    String snapshot,
    State state,
    int contextTokens,
    int slots,
    Map<String, String> metadata) {
  /** Life of a model: LOADING -> READY -> (LOADING again after a crash) -> FAILED or CLOSED. */
  public enum State {
    LOADING,
    READY,
    FAILED,
    CLOSED
  }

  public ModelInfo {
    metadata = Map.copyOf(metadata);
  }
}
