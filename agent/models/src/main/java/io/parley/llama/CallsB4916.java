package io.parley.llama;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;

/** b4916: one KV cache per context, adapters added one by one. */
final class CallsB4916 implements VersionCalls {
  CallsB4916(NativeLibrary library) {
    Native.register(CallsB4916.class, library);
  }

  private static native Layouts.ModelB4916 llama_model_default_params();

  private static native Layouts.ContextB4916 llama_context_default_params();

  private static native long llama_model_load_from_file(byte[] path, Layouts.ModelB4916 params);

  private static native long llama_init_from_model(long model, Layouts.ContextB4916 params);

  private static native byte llama_kv_self_seq_rm(long context, int sequence, int from, int to);

  private static native void llama_kv_self_seq_cp(
      long context, int sequence, int other, int from, int to);

  private static native void llama_clear_adapter_lora(long context);

  private static native int llama_set_adapter_lora(long context, long adapter, float scale);

  @Override
  public String oddDefaults() {
    Layouts.ContextB4916 p = llama_context_default_params();
    boolean sane = p.ctx == 512 && p.batch == 2048 && p.threads == 4 && p.typeK == 1;
    return sane
        ? ""
        : "n_ctx %d, n_batch %d, n_threads %d, type_k %d"
            .formatted(p.ctx, p.batch, p.threads, p.typeK);
  }

  @Override
  public long loadModel(byte[] path, boolean mmap) {
    Layouts.ModelB4916 params = llama_model_default_params();
    params.mmap = (byte) (mmap ? 1 : 0);
    params.gpuLayers = 0;
    return llama_model_load_from_file(path, params);
  }

  @Override
  public long newContext(long model, ContextPlan plan) {
    Layouts.ContextB4916 params = llama_context_default_params();
    params.ctx = plan.cells();
    params.batch = plan.batch();
    params.ubatch = plan.batch();
    params.seqMax = plan.sequences();
    params.threads = plan.threads();
    params.threadsBatch = plan.threads();
    params.pooling = 0;
    params.embeddings = (byte) (plan.embeddings() ? 1 : 0);
    params.defrag = 0.1f;
    params.noPerf = 1;
    return llama_init_from_model(model, params);
  }

  @Override
  public boolean removeSequence(long context, int sequence, int from, int to) {
    return llama_kv_self_seq_rm(context, sequence, from, to) != 0;
  }

  @Override
  public void copySequence(long context, int sequence, int other, int from, int to) {
    llama_kv_self_seq_cp(context, sequence, other, from, to);
  }

  @Override
  public boolean recurrent(long model) {
    return LlamaCalls.llama_model_is_recurrent(model) != 0;
  }

  @Override
  public void setAdapter(long context, long adapter, float scale) {
    llama_clear_adapter_lora(context);
    if (adapter != 0) {
      llama_set_adapter_lora(context, adapter, scale);
    }
  }
}
