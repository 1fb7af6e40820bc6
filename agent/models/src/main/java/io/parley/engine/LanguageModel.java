package io.parley.engine;

import java.util.concurrent.CompletableFuture;

/** A language model that runs somewhere: in a worker process, or behind an HTTP server. */
public interface LanguageModel extends AutoCloseable {
  /** What is known of it now; never blocks. */
  ModelInfo info();

  /**
   * Generates. Cancelling the future ends the generation at the next chunk or token.
   *
   * @return completes with the generation, or exceptionally with {@link EngineException}
   */
  CompletableFuture<Generation> generate(GenerationRequest request, GenerationListener listener);

  /** Ends it and everything it started, within two seconds. */
  @Override
  void close();
}
