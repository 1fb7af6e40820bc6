package io.parley.gguf;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Writes a model of the llama architecture with random weights. Speed and memory depend on the
 * shape and the quantization, not on what the weights say, so it stands in for a real model where
 * only these are asked: benches and tests. Its text means nothing. The same seed gives the same
 * file.
 *
 * @param layers blocks
 * @param embedding length of the vectors, a multiple of 32 and of {@code heads}
 * @param heads attention heads
 * @param kvHeads heads of keys and values, a divisor of {@code heads}
 * @param feedForward length of the inner vectors, a multiple of 32
 * @param vocabulary tokens, at least 400
 * @param context tokens it claims to be trained on
 * @param seed of the weights
 */
public record RandomModel(
    int layers,
    int embedding,
    int heads,
    int kvHeads,
    int feedForward,
    int vocabulary,
    int context,
    long seed) {
  /** Markers that are single tokens of every such model. */
  public static final List<String> MARKERS = List.of("<|system|>", "<|user|>", "<|assistant|>");

  private static final int ALIGNMENT = 32;
  private static final int BLOCK = 32;
  private static final int BLOCK_BYTES = 18;
  private static final int SCALE = 0x1e25; // 0.006 in half precision
  private static final float SPREAD = 0.03f;
  private static final int NORMAL = 1;
  private static final int UNKNOWN = 2;
  private static final int CONTROL = 3;
  private static final int BYTE = 6;

  /** A 0.5 B shape: 24 layers of 896, about 250 MB. */
  public static RandomModel halfBillion() {
    return new RandomModel(24, 896, 14, 2, 4864, 32_000, 4096, 7);
  }

  /** The smallest shape that all code paths run on: some hundred kilobytes. */
  public static RandomModel tiny() {
    return new RandomModel(2, 64, 4, 2, 128, 512, 2048, 7);
  }

  /** Writes it with weights in Q4_0, norms in F32. */
  public void write(Path file) throws IOException {
    write(file, TensorType.Q4_0, Map.of());
  }

  /**
   * Writes it with weights of this type and further metadata.
   *
   * @param type Q4_0 or F32
   * @param more texts, whole numbers, floats and flags by key
   */
  public void write(Path file, TensorType type, Map<String, ?> more) throws IOException {
    if (type != TensorType.Q4_0 && type != TensorType.F32) {
      throw new IllegalArgumentException("type %s must be Q4_0 or F32".formatted(type));
    }
    List<Tensor> tensors = tensors(type);
    Random random = new Random(seed);
    try (BufferedOutputStream buffered =
        new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
      GgufOutput out = new GgufOutput(buffered);
      writeHeader(out, tensors, more);
      for (Tensor tensor : tensors) {
        if (tensor.type == TensorType.Q4_0) {
          writeBlocks(out, tensor, random);
        } else {
          boolean norm = tensor.rows == 1;
          for (long i = 0; i < (long) tensor.length * tensor.rows; i++) {
            out.f32(norm ? 1 : (float) random.nextGaussian() * SPREAD);
          }
        }
        out.align(ALIGNMENT);
      }
    }
  }

  private record Tensor(String name, int length, int rows, TensorType type) {
    long bytes() {
      return (long) length * rows / type.blockElements() * type.blockBytes();
    }
  }

  private List<Tensor> tensors(TensorType type) {
    int kv = embedding / heads * kvHeads;
    List<Tensor> all = new ArrayList<>();
    all.add(new Tensor("token_embd.weight", embedding, vocabulary, type));
    for (int layer = 0; layer < layers; layer++) {
      String block = "blk.%d.".formatted(layer);
      all.add(new Tensor(block + "attn_norm.weight", embedding, 1, TensorType.F32));
      all.add(new Tensor(block + "attn_q.weight", embedding, embedding, type));
      all.add(new Tensor(block + "attn_k.weight", embedding, kv, type));
      all.add(new Tensor(block + "attn_v.weight", embedding, kv, type));
      all.add(new Tensor(block + "attn_output.weight", embedding, embedding, type));
      all.add(new Tensor(block + "ffn_norm.weight", embedding, 1, TensorType.F32));
      all.add(new Tensor(block + "ffn_gate.weight", embedding, feedForward, type));
      all.add(new Tensor(block + "ffn_up.weight", embedding, feedForward, type));
      all.add(new Tensor(block + "ffn_down.weight", feedForward, embedding, type));
    }
    all.add(new Tensor("output_norm.weight", embedding, 1, TensorType.F32));
    all.add(new Tensor("output.weight", embedding, vocabulary, type));
    return all;
  }

  private void writeHeader(GgufOutput out, List<Tensor> tensors, Map<String, ?> more)
      throws IOException {
    Map<String, Object> entries = entries();
    entries.putAll(more);
    out.u32(0x46554747);
    out.u32(3);
    out.u64(tensors.size());
    out.u64(entries.size() + 3L);
    for (Map.Entry<String, Object> entry : entries.entrySet()) {
      out.entry(entry.getKey(), entry.getValue());
    }
    writeVocabulary(out);
    long offset = 0;
    for (Tensor tensor : tensors) {
      out.string(tensor.name);
      out.u32(tensor.rows == 1 ? 1 : 2);
      out.u64(tensor.length);
      if (tensor.rows > 1) {
        out.u64(tensor.rows);
      }
      out.u32(tensor.type.id());
      out.u64(offset);
      offset += (tensor.bytes() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }
    out.align(ALIGNMENT);
  }

  private Map<String, Object> entries() {
    Map<String, Object> entries = new LinkedHashMap<>();
    entries.put("general.architecture", "llama");
    entries.put("general.name", "random");
    entries.put("llama.context_length", context);
    entries.put("llama.embedding_length", embedding);
    entries.put("llama.block_count", layers);
    entries.put("llama.feed_forward_length", feedForward);
    entries.put("llama.attention.head_count", heads);
    entries.put("llama.attention.head_count_kv", kvHeads);
    entries.put("llama.attention.layer_norm_rms_epsilon", 1e-5f);
    entries.put("llama.rope.dimension_count", embedding / heads);
    entries.put("tokenizer.ggml.model", "llama");
    entries.put("tokenizer.ggml.bos_token_id", 1);
    entries.put("tokenizer.ggml.eos_token_id", 2);
    entries.put("tokenizer.ggml.add_bos_token", false);
    entries.put("tokenizer.ggml.add_space_prefix", false);
    return entries;
  }

  private void writeVocabulary(GgufOutput out) throws IOException {
    List<String> tokens = new ArrayList<>(List.of("<unk>", "<s>", "</s>"));
    List<Integer> types = new ArrayList<>(List.of(UNKNOWN, CONTROL, CONTROL));
    for (int i = 0; i < 256; i++) {
      tokens.add("<0x%02X>".formatted(i));
      types.add(BYTE);
    }
    MARKERS.forEach(
        marker -> {
          tokens.add(marker);
          types.add(CONTROL);
        });
    // Single characters first: the tokenizer only merges what it finds on the way.
    tokens.add("\u2581");
    types.add(NORMAL);
    for (char c = '!'; c <= '~'; c++) {
      tokens.add(String.valueOf(c));
      types.add(NORMAL);
    }
    tokens.add("\u2581w");
    types.add(NORMAL);
    for (int i = 0; tokens.size() < vocabulary; i++) {
      tokens.add("\u2581w%d".formatted(i));
      types.add(NORMAL);
    }
    out.arrayHead("tokenizer.ggml.tokens", 8, vocabulary);
    for (String token : tokens) {
      out.string(token);
    }
    out.arrayHead("tokenizer.ggml.scores", 6, vocabulary);
    for (int i = 0; i < vocabulary; i++) {
      out.f32(types.get(i) == NORMAL ? -i : 0);
    }
    out.arrayHead("tokenizer.ggml.token_type", 5, vocabulary);
    for (int type : types) {
      out.u32(type);
    }
  }

  private static void writeBlocks(GgufOutput out, Tensor tensor, Random random) throws IOException {
    byte[] row = new byte[tensor.length / BLOCK * BLOCK_BYTES];
    for (int i = 0; i < tensor.rows; i++) {
      random.nextBytes(row);
      for (int block = 0; block < row.length; block += BLOCK_BYTES) {
        row[block] = (byte) SCALE;
        row[block + 1] = (byte) (SCALE >> 8);
      }
      out.raw(row, row.length);
    }
  }
}
