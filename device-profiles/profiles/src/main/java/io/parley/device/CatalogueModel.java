package io.parley.device;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A model that can be had.
 *
 * @param name what it is called here, lower case
 * @param title its name in words
 * @param parameters how many it has
 * @param architecture as its GGUF says: {@code llama}, {@code qwen2}, {@code gemma3}
 * @param quantization as llama.cpp calls it
 * @param repository its repository on Hugging Face, {@code owner/name}
 * @param revision the commit of that repository, so that the file stays the same
 * @param file the file in it
 * @param bytes the size of the file
 * @param sha256 its SHA-256 in 64 lower-case hex digits; empty where it is not known
 * @param licence the name of its licence
 * @param licenceUrl where that stands
 * @param kvBytesPerToken key-value cache, bytes a token, in 16-bit floats
 * @param overheadBytes what the worker takes beside weights and cache
 */
public record CatalogueModel(
    String name,
    String title,
    long parameters,
    String architecture,
    String quantization,
    String repository,
    String revision,
    String file,
    long bytes,
    Optional<String> sha256,
    String licence,
    String licenceUrl,
    long kvBytesPerToken,
    long overheadBytes) {
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  public CatalogueModel {
    if (!Catalogue.validName(name)) {
      throw new IllegalArgumentException(
          "model name '%s' must match %s".formatted(name, Catalogue.NAME));
    }
    if (bytes < 1) {
      throw new IllegalArgumentException("model '%s' must have its size".formatted(name));
    }
    sha256.ifPresent(CatalogueModel::requireSha256);
  }

  /**
   * Returns the hash, or throws.
   *
   * @throws IllegalArgumentException naming the value and the rule
   */
  public static String requireSha256(String hash) {
    if (!SHA256.matcher(hash).matches()) {
      throw new IllegalArgumentException(
          "sha256 '%s' must be 64 hex digits, lower case"
              .formatted(io.parley.message.Shown.shortened(hash)));
    }
    return hash;
  }

  /** Where the file lies below a Hugging Face or mirror address, without a slash before it. */
  public String path() {
    return "%s/resolve/%s/%s".formatted(repository, revision, file);
  }

  /** The memory it needs with this many tokens of context: weights, cache and overhead. */
  public long memoryBytes(int contextTokens) {
    return bytes + kvBytesPerToken * contextTokens + overheadBytes;
  }
}
