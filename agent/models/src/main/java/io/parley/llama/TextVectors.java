package io.parley.llama;

import io.parley.engine.EngineException;
import io.parley.gguf.GgufHeader;
import org.jspecify.annotations.Nullable;

/** Embeddings: a context of its own, made when the first text comes. */
final class TextVectors implements AutoCloseable {
  private static final int MOST_TOKENS = 512;
  private static final long CLS = 2;
  private static final long LAST = 3;

  private final LoadedModel model;
  private final int threads;
  private final long pooling;
  private @Nullable LlamaContext context;

  TextVectors(LoadedModel model, int threads, GgufHeader header) {
    this.model = model;
    this.threads = threads;
    Long named = header.number(header.text("general.architecture") + ".pooling_type");
    this.pooling = named == null ? 1 : named;
  }

  float[] embed(String text) {
    int[] tokens = model.tokenize(text, true, false);
    if (tokens.length == 0 || tokens.length > MOST_TOKENS) {
      throw new EngineException(
          EngineException.Kind.TOO_LONG,
          "text of %d tokens must have 1..%d".formatted(tokens.length, MOST_TOKENS));
    }
    LlamaContext made = context;
    if (made == null) {
      made = new LlamaContext(model, new ContextPlan(MOST_TOKENS, MOST_TOKENS, 1, threads, true));
      context = made;
    }
    DecodeBatch batch = new DecodeBatch(tokens.length);
    for (int i = 0; i < tokens.length; i++) {
      batch.add(tokens[i], i, 0, true);
    }
    made.remove(0, -1);
    int result = made.decode(batch);
    if (result != 0) {
      throw new EngineException(
          EngineException.Kind.INVALID, "the model cannot embed: llama_decode gave " + result);
    }
    int first = pooling == LAST ? tokens.length - 1 : 0;
    int count = pooling == LAST || pooling == CLS ? 1 : tokens.length;
    return made.embedding(model.embeddingLength(), first, count);
  }

  @Override
  public void close() {
    LlamaContext made = context;
    if (made != null) {
      made.close();
    }
  }
}
