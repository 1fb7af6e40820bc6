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

  /** The vector of the whole text in sequence 0 after a decode. */
  float[] embedding(int length) {
    boolean perToken = LlamaCalls.llama_pooling_type(context) == 0;
    Pointer vector =
        perToken
            ? LlamaCalls.llama_get_embeddings_ith(context, -1)
            : LlamaCalls.llama_get_embeddings_seq(context, 0);
    if (vector == null) {
      throw new EngineException(EngineException.Kind.INVALID, "the model gives no embeddings");
    }
    float[] values = vector.getFloatArray(0, length);
    double sum = 0;
    for (float value : values) {
      sum += value * value;
    }
    float norm = (float) Math.sqrt(sum);
    for (int i = 0; norm > 0 && i < values.length; i++) {
      values[i] /= norm;
    }
    return values;
  }

  @Override
  public void close() {
    LlamaCalls.llama_free(context);
  }
}
