package io.parley.llama;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import io.parley.engine.EngineException;
import java.nio.file.Path;

/**
 * The C API with nothing around it: {@code llama_decode} on batches that it makes itself, and the
 * pointer to the logits. What the engine is held against, in its own process.
 */
public final class BareTiming implements AutoCloseable {
  private static final int CELLS = 512;
  private static final int FIRST_TOKEN = 300;

  private final LoadedModel model;
  private final int threads;

  /** Loads a model. */
  public BareTiming(LlamaLibrary library, Path file, int threads) {
    this.model = new LoadedModel(LlamaNatives.load(library), file, false);
    this.threads = threads;
  }

  /** Reads a prompt of so many tokens; tokens a second. */
  public double prefill(int tokens) {
    return timed(tokens, 0);
  }

  /** Decodes so many tokens one by one; tokens a second. */
  public double generate(int tokens) {
    return timed(8, tokens);
  }

  private double timed(int prompt, int tokens) {
    VersionCalls version = model.natives().version();
    int room = DecodeLoop.BATCH;
    long context =
        version.newContext(model.handle(), new ContextPlan(CELLS, room, 1, threads, false));
    try (Memory ids = new Memory(4L * Math.max(1, prompt))) {
      for (int i = 0; i < prompt; i++) {
        ids.setInt(4L * i, FIRST_TOKEN + i);
      }
      long start = System.nanoTime();
      decode(context, ids, prompt);
      if (tokens > 0) {
        start = System.nanoTime();
      }
      for (int i = 0; i < tokens; i++) {
        ids.setInt(0, FIRST_TOKEN + i);
        decode(context, ids, 1);
      }
      return (tokens > 0 ? tokens : prompt) * 1e9 / (System.nanoTime() - start);
    } finally {
      LlamaCalls.llama_free(context);
    }
  }

  private static void decode(long context, Pointer ids, int count) {
    int result = LlamaCalls.llama_decode(context, LlamaCalls.llama_batch_get_one(ids, count));
    if (result != 0 || LlamaCalls.llama_get_logits_ith(context, -1) == null) {
      throw new EngineException(EngineException.Kind.CRASHED, "llama_decode gave " + result);
    }
  }

  @Override
  public void close() {
    model.close();
  }
}
