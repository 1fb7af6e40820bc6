package io.parley.llama;

import io.parley.gguf.GgufHeader;
import java.util.Map;
import java.util.stream.Collectors;

/** A model's metadata as short texts. */
final class MetadataText {
  private static final int MOST_CHARACTERS = 16_384;

  private MetadataText() {}

  static Map<String, String> of(GgufHeader header) {
    return header.metadata().entrySet().stream()
        .filter(entry -> !(entry.getValue() instanceof GgufHeader.ArrayOf))
        .filter(entry -> entry.getValue().toString().length() <= MOST_CHARACTERS)
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().toString()));
  }
}
