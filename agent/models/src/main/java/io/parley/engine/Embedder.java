package io.parley.engine;

import java.util.concurrent.CompletableFuture;

/** A model that turns a text into a vector, so that texts of like meaning lie near each other. */
public interface Embedder {
  /**
   * The vector of a text, of length one (L2).
   *
   * @return completes with the vector, or exceptionally with {@link EngineException}
   */
  CompletableFuture<float[]> embed(String text);
}
