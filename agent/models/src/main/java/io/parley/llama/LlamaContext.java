package io.parley.llama;

import com.sun.jna.Pointer;
import io.parley.engine.EngineException;

/** A model's KV cache and compute buffers. */
final class LlamaContext implements AutoCloseable {
  private final VersionCalls version;
  private final long context;

  LlamaContext(LoadedModel model, ContextPlan plan) {
    this.version = model.natives().version();
    this.context = version.newContext(model.handle(), plan);
    if (context == 0) {
      throw new EngineException(
          EngineException.Kind.UNAVAILABLE,
          "no context of %d tokens can be made: %s"
              .formatted(plan.cells(), model.natives().takeErrors()));
    }
  }

  /** {@code llama_decode}: 0 done, 1 no room in the KV cache, below 0 broken. */
  int decode(DecodeBatch batch) {
    return LlamaCalls.llama_decode(context, batch.layout());
  }

  /** Logits of the token at this place of the last batch. */
  Pointer logits(int index) {
    return LlamaCalls.llama_get_logits_ith(context, index);
  }

  int cells() {
    return LlamaCalls.llama_n_ctx(context);
  }

  void remove(int sequence, int from) {
    version.removeSequence(context, sequence, from, -1);
  }

  void copy(int sequence, int other, int tokens, boolean whole) {
    version.copySequence(context, sequence, other, whole ? -1 : 0, whole ? -1 : tokens);
  }

  void adapter(long adapter, float scale) {
    version.setAdapter(context, adapter, scale);
  }

  /**
   * The vector of the text just decoded, pooled here: b4916 aborts when it is to pool itself.
   *
   * @param first the first token that counts
   * @param tokens how many tokens count from there
   */
  float[] embedding(int length, int first, int tokens) {
    double[] sum = new double[length];
    for (int token = first; token < first + tokens; token++) {
      Pointer vector = LlamaCalls.llama_get_embeddings_ith(context, token);
      if (vector == null) {
        throw new EngineException(EngineException.Kind.INVALID, "the model gives no embeddings");
      }
      float[] values = vector.getFloatArray(0, length);
      for (int i = 0; i < length; i++) {
        sum[i] += values[i];
      }
    }
    double square = 0;
    for (double value : sum) {
      square += value * value;
    }
    double norm = square > 0 ? Math.sqrt(square) : 1;
    float[] vector = new float[length];
    for (int i = 0; i < length; i++) {
      vector[i] = (float) (sum[i] / norm);
    }
    return vector;
  }

  @Override
  public void close() {
    LlamaCalls.llama_free(context);
  }
}
