package io.parley.llama;

import com.sun.jna.Callback;
import com.sun.jna.Pointer;

/**
 * The functions of {@code llama.h} that both versions have, mapped directly onto the one library
 * that this process has loaded. Handles are longs, texts UTF-8 bytes that end in zero, {@code bool}
 * a byte.
 */
final class LlamaCalls {
  private LlamaCalls() {}

  /** {@code ggml_log_callback}. */
  interface LogCallback extends Callback {
    void invoke(int level, String text, Pointer data);
  }

  static native void llama_log_set(LogCallback callback, Pointer data);

  static native void llama_backend_init();

  static native Pointer llama_print_system_info();

  static native void llama_model_free(long model);

  static native long llama_model_get_vocab(long model);

  static native int llama_model_n_ctx_train(long model);

  static native int llama_model_n_embd(long model);

  static native byte llama_model_has_encoder(long model);

  static native byte llama_model_is_recurrent(long model);

  static native Pointer llama_model_chat_template(long model, Pointer name);

  static native int llama_vocab_n_tokens(long vocab);

  static native int llama_vocab_eos(long vocab);

  static native int llama_vocab_eot(long vocab);

  static native int llama_vocab_bos(long vocab);

  static native byte llama_vocab_is_eog(long vocab, int token);

  static native int llama_tokenize(
      long vocab, byte[] text, int length, int[] tokens, int most, byte addSpecial, byte special);

  static native int llama_token_to_piece(
      long vocab, int token, byte[] buffer, int length, int strip, byte special);

  static native int llama_chat_apply_template(
      Pointer template, Pointer messages, long count, byte assistant, Pointer buffer, int length);

  static native void llama_free(long context);

  static native int llama_n_ctx(long context);

  static native int llama_decode(long context, Layouts.Batch batch);

  static native int llama_encode(long context, Layouts.Batch batch);

  static native Layouts.Batch llama_batch_get_one(Pointer tokens, int count);

  static native Pointer llama_get_logits_ith(long context, int index);

  static native Pointer llama_get_embeddings_ith(long context, int index);

  static native long llama_adapter_lora_init(long model, byte[] path);

  static native long llama_sampler_init_grammar(long vocab, byte[] grammar, byte[] root);

  static native void llama_sampler_apply(long sampler, Pointer candidates);

  static native void llama_sampler_accept(long sampler, int token);

  static native void llama_sampler_free(long sampler);
}
