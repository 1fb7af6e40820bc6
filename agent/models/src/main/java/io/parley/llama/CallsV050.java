package io.parley.llama;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;

/** v0.5.0: the KV cache is the context's memory, adapters are set all at once. */
final class CallsV050 implements VersionCalls {
  private static final int LOAD_NONE = 0;
  private static final int LOAD_MMAP = 1;

  /** With room for 1 to 4 a prompt was read more slowly than with room for 16 (AVX-512, AMX). */
  private static final int OUTPUTS = 16;

  CallsV050(NativeLibrary library) {
    Native.register(CallsV050.class, library);
  }

  private static native Layouts.ModelV050 llama_model_default_params();

  private static native Layouts.ContextV050 llama_context_default_params();

  private static native long llama_model_load_from_file(byte[] path, Layouts.ModelV050 params);

  private static native long llama_init_from_model(long model, Layouts.ContextV050 params);

  private static native long llama_get_memory(long context);

  private static native byte llama_memory_seq_rm(long memory, int sequence, int from, int to);

  private static native void llama_memory_seq_cp(
      long memory, int sequence, int other, int from, int to);

  private static native byte llama_model_is_hybrid(long model);

  private static native int llama_set_adapters_lora(
      long context, long[] adapters, long count, float[] scales);

  @Override
  public String oddDefaults() {
    Layouts.ContextV050 p = llama_context_default_params();
    int gpuLayers = llama_model_default_params().gpuLayers;
    boolean sane =
        p.ctx == 512 && p.batch == 2048 && p.threads == 4 && p.typeK == 1 && gpuLayers == -1;
    return sane
        ? ""
        : "n_ctx %d, n_batch %d, n_threads %d, type_k %d, n_gpu_layers %d"
            .formatted(p.ctx, p.batch, p.threads, p.typeK, gpuLayers);
  }

  @Override
  public long loadModel(byte[] path, boolean mmap) {
    Layouts.ModelV050 params = llama_model_default_params();
    params.loadMode = mmap ? LOAD_MMAP : LOAD_NONE;
    params.gpuLayers = 0;
    return llama_model_load_from_file(path, params);
  }

  @Override
  public long newContext(long model, ContextPlan plan) {
    Layouts.ContextV050 params = llama_context_default_params();
    params.ctx = plan.cells();
    params.batch = plan.batch();
    params.ubatch = plan.batch();
    params.seqMax = plan.sequences();
    params.threads = plan.threads();
    params.threadsBatch = plan.threads();
    params.pooling = 0;
    params.embeddings = (byte) (plan.embeddings() ? 1 : 0);
    // Without these a prefix could not be shared: one buffer for all, and nothing forgotten of it.
    params.kvUnified = 1;
    params.swaFull = 1;
    params.noPerf = 1;
    if (!plan.embeddings()) {
      params.outputsMax = Math.min(plan.batch(), Math.max(OUTPUTS, plan.sequences()));
    }
    return llama_init_from_model(model, params);
  }

  @Override
  public boolean removeSequence(long context, int sequence, int from, int to) {
    return llama_memory_seq_rm(llama_get_memory(context), sequence, from, to) != 0;
  }

  @Override
  public void copySequence(long context, int sequence, int other, int from, int to) {
    llama_memory_seq_cp(llama_get_memory(context), sequence, other, from, to);
  }

  @Override
  public boolean recurrent(long model) {
    return LlamaCalls.llama_model_is_recurrent(model) != 0 || llama_model_is_hybrid(model) != 0;
  }

  @Override
  public void setAdapter(long context, long adapter, float scale) {
    long[] adapters = adapter == 0 ? new long[0] : new long[] {adapter};
    llama_set_adapters_lora(context, adapters, adapters.length, new float[] {scale});
  }
}
