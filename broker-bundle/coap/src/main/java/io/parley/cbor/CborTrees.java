package io.parley.cbor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * CBOR as trees of {@code Map<String, Object>}, {@code List<Object>}, {@code String}, {@code
 * Number}, {@code Boolean} and null. Whole-number keys become their decimal text, as JSON has no
 * others; byte strings are refused.
 */
public final class CborTrees {
  private static final int MOST_DEPTH = 32;
  private static final int MOST_BYTES = 65_536;

  private static final ObjectMapper MAPPER =
      CBORMapper.builder(
              CBORFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MOST_DEPTH)
                          .maxStringLength(MOST_BYTES)
                          .maxNumberLength(100)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private CborTrees() {}

  /**
   * Reads one data item of at most 64 KiB, nested at most 32 deep.
   *
   * @throws IllegalArgumentException naming the rule that the payload breaks
   */
  public static @Nullable Object read(byte[] payload) {
    if (payload.length == 0 || payload.length > MOST_BYTES) {
      throw new IllegalArgumentException(
          "payload of %d bytes must have 1..%d".formatted(payload.length, MOST_BYTES));
    }
    Object tree;
    try {
      tree = MAPPER.readValue(payload, Object.class);
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException(
          "payload must be one CBOR data item, at most %d deep".formatted(MOST_DEPTH), e);
    }
    requireTree(tree);
    return tree;
  }

  /**
   * Writes a tree.
   *
   * @throws IllegalArgumentException if it holds what a tree does not
   */
  public static byte[] write(@Nullable Object tree) {
    requireTree(tree);
    try {
      return MAPPER.writeValueAsBytes(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("tree cannot be written", e);
    }
  }

  private static void requireTree(@Nullable Object tree) {
    if (tree instanceof Map<?, ?> map) {
      map.values().forEach(CborTrees::requireTree);
    } else if (tree instanceof List<?> list) {
      list.forEach(CborTrees::requireTree);
    } else if (!(tree == null
        || tree instanceof String
        || tree instanceof Number
        || tree instanceof Boolean)) {
      throw new IllegalArgumentException("payload must hold no byte strings");
    }
  }
}
