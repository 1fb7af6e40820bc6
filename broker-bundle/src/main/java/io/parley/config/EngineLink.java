package io.parley.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A model behind HTTP, in the way of OpenAI's API.
 *
 * @param url {@code http://} or {@code https://}
 * @param model the name it has there; null: the only one
 * @param keyFile a file with the key to give; null: none
 */
public record EngineLink(String url, @Nullable String model, @Nullable Path keyFile) {
  public EngineLink {
    Rules.url("engine.url", url, "http", "https");
  }

  /** Shows no user and no password. */
  @Override
  public String toString() {
    return "EngineLink[%s, %s]".formatted(Rules.withoutSecret(url), model);
  }
}
