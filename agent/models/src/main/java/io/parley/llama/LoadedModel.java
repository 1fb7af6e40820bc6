package io.parley.llama;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import io.parley.engine.ChatTemplate;
import io.parley.engine.EngineException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A model in memory: its weights, its vocabulary, its chat template. */
final class LoadedModel implements AutoCloseable {
  private static final int MOST_PIECE_BYTES = 512;
  private static final int MOST_PROMPT_BYTES = 1 << 20;

  private final LlamaNatives natives;
  private final long model;
  private final long vocab;
  private final int vocabulary;

  LoadedModel(LlamaNatives natives, Path file, boolean mmap) {
    this.natives = natives;
    this.model = natives.version().loadModel(LlamaNatives.text(file.toString()), mmap);
    if (model == 0) {
      throw new EngineException(
          EngineException.Kind.UNAVAILABLE,
          "%s: llama.cpp %s cannot load it: %s"
              .formatted(file, natives.library().abi().version(), natives.takeErrors()));
    }
    this.vocab = LlamaCalls.llama_model_get_vocab(model);
    this.vocabulary = LlamaCalls.llama_vocab_n_tokens(vocab);
  }

  LlamaNatives natives() {
    return natives;
  }

  long handle() {
    return model;
  }

  long vocab() {
    return vocab;
  }

  int vocabulary() {
    return vocabulary;
  }

  int trainedContext() {
    return LlamaCalls.llama_model_n_ctx_train(model);
  }

  int embeddingLength() {
    return LlamaCalls.llama_model_n_embd(model);
  }

  boolean recurrent() {
    return natives.version().recurrent(model);
  }

  /** The token that ends a text; -1 if the model has none. */
  int endToken() {
    int eos = LlamaCalls.llama_vocab_eos(vocab);
    return eos >= 0 ? eos : LlamaCalls.llama_vocab_eot(vocab);
  }

  boolean ends(int token) {
    return LlamaCalls.llama_vocab_is_eog(vocab, token) != 0;
  }

  /** The token that begins a text, or any valid one. */
  int someToken() {
    int bos = LlamaCalls.llama_vocab_bos(vocab);
    return bos >= 0 && bos < vocabulary ? bos : 0;
  }

  /**
   * Tokens of a text.
   *
   * @param addSpecial whether the model's own begin and end tokens are added
   * @param special whether texts of special tokens become these tokens
   */
  int[] tokenize(String text, boolean addSpecial, boolean special) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > MOST_PROMPT_BYTES) {
      throw new EngineException(
          EngineException.Kind.TOO_LONG,
          "prompt of %d bytes exceeds %d".formatted(bytes.length, MOST_PROMPT_BYTES));
    }
    int[] tokens = new int[bytes.length + 4];
    int count =
        LlamaCalls.llama_tokenize(
            vocab, bytes, bytes.length, tokens, tokens.length, flag(addSpecial), flag(special));
    if (count < 0) {
      tokens = new int[-count];
      count =
          LlamaCalls.llama_tokenize(
              vocab, bytes, bytes.length, tokens, tokens.length, flag(addSpecial), flag(special));
    }
    if (count < 0) {
      throw new EngineException(EngineException.Kind.INVALID, "text cannot be tokenized");
    }
    return Arrays.copyOf(tokens, count);
  }

  /** The bytes that a token stands for; none for special tokens. */
  byte[] piece(int token) {
    byte[] buffer = new byte[MOST_PIECE_BYTES];
    int length =
        LlamaCalls.llama_token_to_piece(vocab, token, buffer, buffer.length, 0, flag(false));
    return length <= 0 ? new byte[0] : Arrays.copyOf(buffer, length);
  }

  /** Renders a conversation with the template that the model's metadata names. */
  String applyTemplate(List<ChatTemplate.Message> messages) {
    Pointer template = LlamaCalls.llama_model_chat_template(model, Pointer.NULL);
    if (template == null) {
      throw new EngineException(
          EngineException.Kind.INVALID, "the model's metadata has no tokenizer.chat_template");
    }
    List<Memory> kept = new ArrayList<>();
    Memory array = new Memory(16L * messages.size());
    int bytes = 1024;
    for (int i = 0; i < messages.size(); i++) {
      ChatTemplate.Message message = messages.get(i);
      array.setPointer(16L * i, keep(message.role().word(), kept));
      array.setPointer(16L * i + 8, keep(message.content(), kept));
      bytes += 2 * message.content().length() * 3 + 256;
    }
    Memory out = new Memory(Math.min(bytes, MOST_PROMPT_BYTES));
    int length =
        LlamaCalls.llama_chat_apply_template(
            template, array, messages.size(), flag(true), out, (int) out.size());
    if (length < 0 || length > out.size()) {
      throw new EngineException(
          EngineException.Kind.INVALID,
          length < 0
              ? "the model's chat template is none that llama.cpp knows"
              : "the conversation is longer than %d bytes".formatted(MOST_PROMPT_BYTES));
    }
    return new String(out.getByteArray(0, length), StandardCharsets.UTF_8);
  }

  private static Memory keep(String text, List<Memory> kept) {
    byte[] bytes = LlamaNatives.text(text);
    Memory memory = new Memory(bytes.length);
    memory.write(0, bytes, 0, bytes.length);
    kept.add(memory);
    return memory;
  }

  private static byte flag(boolean on) {
    return (byte) (on ? 1 : 0);
  }

  @Override
  public void close() {
    LlamaCalls.llama_model_free(model);
  }
}
