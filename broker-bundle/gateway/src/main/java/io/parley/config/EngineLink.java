package io.parley.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A model behind HTTP, in the way of OpenAI's API.
 *
 * @param url {@code http://} or {@code https://}
 * @param model the name it has there; null: the only one
 * @param keyFile a file with the key to give; null: none
 * @param grammar how the server is told which answers the facts support
 */
public record EngineLink(
    String url, @Nullable String model, @Nullable Path keyFile, GrammarField grammar) {
  /** In which field of a request a server takes a grammar. */
  public enum GrammarField {
    /** In none: the server is told in words, and what it says is checked. */
    NONE,
    /** {@code grammar}, as llama-server takes it. */
    LLAMA_CPP,
    /** {@code structured_outputs}, as vLLM takes it. */
    VLLM
  }

  public EngineLink {
    Rules.url("engine.url", url, "http", "https");
  }

  /** Shows no user and no password. */
  @Override
  public String toString() {
    return "EngineLink[%s, %s]".formatted(Rules.withoutSecret(url), model);
  }
}
