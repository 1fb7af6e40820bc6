package io.parley.gguf;

import java.util.List;

/**
 * Where a tensor lies in the file.
 *
 * @param name its name, e.g. {@code blk.0.attn_q.weight}
 * @param dimensions 1..4 of them, the first one contiguous
 * @param type how its numbers are stored
 * @param offset bytes from the start of the data section
 * @param bytes how many bytes it takes
 */
public record GgufTensor(
    String name, List<Long> dimensions, TensorType type, long offset, long bytes) {
  public GgufTensor {
    dimensions = List.copyOf(dimensions);
  }
}
