package io.parley.gguf;

import java.util.Comparator;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a language model's header says of its needs.
 *
 * @param architecture e.g. {@code llama}, {@code qwen2}
 * @param name its own name; empty if it has none
 * @param quantization the storage type that most bytes have
 * @param trainedContext tokens it was trained on at most
 * @param vocabulary tokens it knows
 * @param layers its blocks
 * @param weightBytes bytes of all tensors
 * @param kvBytesPerToken bytes of KV cache for one token in half precision
 */
public record ModelShape(
    String architecture,
    String name,
    TensorType quantization,
    int trainedContext,
    int vocabulary,
    int layers,
    long weightBytes,
    long kvBytesPerToken) {
  /**
   * Reads the shape out of a header.
   *
   * @throws GgufException if it is no language model, or names absurd sizes
   */
  public static ModelShape of(GgufHeader header) throws GgufException {
    String architecture = header.text("general.architecture");
    if (architecture == null) {
      throw new GgufException("general.architecture is missing: not a language model");
    }
    String type = header.text("general.type");
    if (type != null && !type.equals("model")) {
      throw new GgufException("general.type %s must be model".formatted(type));
    }
    int layers = size(header, architecture + ".block_count", 1, 1024);
    int embedding = size(header, architecture + ".embedding_length", 1, 1 << 17);
    int heads = size(header, architecture + ".attention.head_count", 1, 4096);
    int context = size(header, architecture + ".context_length", 1, 1 << 24);
    int vocabulary = header.arrayLength("tokenizer.ggml.tokens");
    if (vocabulary < 1) {
      throw new GgufException("tokenizer.ggml.tokens is missing or empty");
    }
    Long kvHeads = header.number(architecture + ".attention.head_count_kv");
    Long keyLength = header.number(architecture + ".attention.key_length");
    long headSize = keyLength == null ? embedding / heads : keyLength;
    long kv = 2L * 2 * layers * headSize * (kvHeads == null ? heads : kvHeads);
    String name = header.text("general.name");
    return new ModelShape(
        architecture,
        name == null ? "" : name,
        quantization(header),
        context,
        vocabulary,
        layers,
        header.tensors().stream().mapToLong(GgufTensor::bytes).sum(),
        kv);
  }

  /** Bytes of weights and KV cache for a context of so many tokens. */
  public long bytes(int contextTokens) {
    return weightBytes + kvBytesPerToken * contextTokens;
  }

  private static int size(GgufHeader header, String key, int least, int most) throws GgufException {
    Long value =
        header.metadata().get(key) instanceof GgufHeader.ArrayOf
            ? Long.valueOf(least)
            : header.number(key);
    if (value == null) {
      throw new GgufException("%s is missing".formatted(key));
    }
    if (value < least || value > most) {
      throw new GgufException("%s %d must lie in %d..%d".formatted(key, value, least, most));
    }
    return value.intValue();
  }

  private static TensorType quantization(GgufHeader header) throws GgufException {
    Map<TensorType, Long> bytes =
        header.tensors().stream()
            .collect(
                Collectors.groupingBy(GgufTensor::type, Collectors.summingLong(GgufTensor::bytes)));
    Map.@Nullable Entry<TensorType, Long> most =
        bytes.entrySet().stream().max(Comparator.comparingLong(Map.Entry::getValue)).orElse(null);
    if (most == null) {
      throw new GgufException("tensor_count 0: a model needs tensors");
    }
    return most.getKey();
  }
}
