package io.parley.gguf;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The header of a GGUF file, versions 2 and 3, little-endian (layout: {@code gguf.md} of ggml).
 *
 * @param version 2 or 3
 * @param metadata text, numbers (Long or Double) and booleans by key; of an array only its type and
 *     length, as {@link ArrayOf}
 * @param tensors every tensor, checked to lie within the file
 * @param fileBytes size of the file
 */
public record GgufHeader(
    int version, Map<String, Object> metadata, List<GgufTensor> tensors, long fileBytes) {
  private static final int MAGIC = 0x46554747;
  private static final int MOST_ENTRIES = 65_536;
  private static final int MOST_TENSORS = 65_536;
  private static final int MOST_ELEMENTS = 16_777_216;
  private static final int KEY_BYTES = 1024;
  private static final int TEXT_BYTES = 1 << 20;
  private static final int STRING = 8;
  private static final int ARRAY = 9;
  private static final int[] SCALAR_BYTES = {1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8};

  public GgufHeader {
    metadata = Map.copyOf(metadata);
    tensors = List.copyOf(tensors);
  }

  /**
   * An array in the metadata, whose elements are not kept.
   *
   * @param type the GGUF value type of its elements
   * @param length how many
   */
  public record ArrayOf(int type, int length) {}

  /**
   * Reads and checks the header; never reads the weights.
   *
   * @throws GgufException if the file is missing, no regular file, unreadable, no GGUF, or broken
   */
  public static GgufHeader read(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new GgufException("%s is a directory, not a GGUF file".formatted(file));
    }
    if (!Files.exists(file)) {
      throw new GgufException("%s does not exist".formatted(file));
    }
    if (!Files.isRegularFile(file)) {
      throw new GgufException("%s cannot be read as a file".formatted(file));
    }
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      return parse(new GgufInput(channel));
    } catch (GgufException e) {
      throw new GgufException("%s: %s".formatted(file, e.getMessage()));
    } catch (IOException e) {
      throw new GgufException("%s cannot be read: %s".formatted(file, reason(e)));
    }
  }

  private static String reason(IOException failed) {
    return failed instanceof AccessDeniedException
        ? "permission denied"
        : String.valueOf(failed.getMessage());
  }

  /** A text of the metadata, or null where there is none. */
  public @Nullable String text(String key) {
    return metadata.get(key) instanceof String text ? text : null;
  }

  /** A whole number of the metadata, or null where there is none. */
  public @Nullable Long number(String key) {
    return metadata.get(key) instanceof Long number ? number : null;
  }

  /** How long an array of the metadata is; 0 where there is none. */
  public int arrayLength(String key) {
    return metadata.get(key) instanceof ArrayOf array ? array.length() : 0;
  }

  private static GgufHeader parse(GgufInput in) throws IOException {
    // Reads even where the size is 0: what only looks like a file may tell why it is none.
    if (!in.begins(MAGIC) || in.size() < 24) {
      throw new GgufException("not a GGUF file: it does not begin with GGUF");
    }
    int version = in.i32("version");
    if (version != 2 && version != 3) {
      throw new GgufException(
          "version %d must be 2 or 3 (and the file little-endian)".formatted(version));
    }
    int tensorCount = in.count("tensor_count", MOST_TENSORS);
    int entries = in.count("metadata_kv_count", MOST_ENTRIES);
    Map<String, Object> metadata = metadata(in, entries);
    List<GgufTensor> tensors = tensors(in, tensorCount);
    checkPlaces(in, metadata, tensors);
    return new GgufHeader(version, metadata, tensors, in.size());
  }

  private static Map<String, Object> metadata(GgufInput in, int entries) throws IOException {
    Map<String, Object> metadata = new LinkedHashMap<>();
    for (int i = 0; i < entries; i++) {
      String key = in.string("metadata key " + i, KEY_BYTES);
      if (metadata.put(key, value(in, key, in.i32("type of " + key))) != null) {
        throw new GgufException("metadata key %s appears twice".formatted(key));
      }
    }
    return metadata;
  }

  private static Object value(GgufInput in, String key, int type) throws IOException {
    return switch (type) {
      case 0 -> (long) in.u8(key);
      case 1 -> (long) (byte) in.u8(key);
      case 2 -> (long) in.u16(key);
      case 3 -> (long) (short) in.u16(key);
      case 4 -> in.u32(key);
      case 5 -> (long) in.i32(key);
      case 6 -> (double) in.f32(key);
      case 7 -> in.u8(key) != 0;
      case STRING -> in.string(key, TEXT_BYTES);
      case ARRAY -> array(in, key);
      case 10, 11 -> in.i64(key);
      case 12 -> in.f64(key);
      default ->
          throw new GgufException("%s: value type %d must lie in 0..12".formatted(key, type));
    };
  }

  private static ArrayOf array(GgufInput in, String key) throws IOException {
    int type = in.i32("element type of " + key);
    if (type < 0 || type >= SCALAR_BYTES.length || type == ARRAY) {
      throw new GgufException("%s: element type %d is not read".formatted(key, type));
    }
    int length = in.count("length of " + key, MOST_ELEMENTS);
    if (type == STRING) {
      for (int i = 0; i < length; i++) {
        in.skip(in.count("length of %s[%d]".formatted(key, i), TEXT_BYTES), key);
      }
    } else {
      in.skip((long) SCALAR_BYTES[type] * length, key);
    }
    return new ArrayOf(type, length);
  }

  private static List<GgufTensor> tensors(GgufInput in, int count) throws IOException {
    List<GgufTensor> tensors = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < count; i++) {
      String name = in.string("name of tensor " + i, KEY_BYTES);
      if (!names.add(name)) {
        throw new GgufException("tensor %s appears twice".formatted(name));
      }
      tensors.add(tensor(in, name));
    }
    return tensors;
  }

  private static GgufTensor tensor(GgufInput in, String name) throws IOException {
    long axes = in.u32("dimensions of " + name);
    if (axes < 1 || axes > 4) {
      throw new GgufException("tensor %s: %d dimensions must be 1..4".formatted(name, axes));
    }
    List<Long> dimensions = new ArrayList<>();
    for (int axis = 0; axis < axes; axis++) {
      dimensions.add(in.i64("dimension of " + name));
    }
    int typeId = in.i32("type of " + name);
    TensorType type = TensorType.of(typeId);
    if (type == null) {
      throw new GgufException("tensor %s: type %d is not known".formatted(name, typeId));
    }
    long bytes = bytes(name, dimensions, type);
    return new GgufTensor(name, dimensions, type, in.i64("offset of " + name), bytes);
  }

  private static long bytes(String name, List<Long> dimensions, TensorType type)
      throws GgufException {
    long elements = 1;
    for (long dimension : dimensions) {
      if (dimension < 1 || dimension > (1L << 40) / elements) {
        throw new GgufException(
            "tensor %s: dimensions %s must give 1..2^40 elements".formatted(name, dimensions));
      }
      elements *= dimension;
    }
    if (dimensions.get(0) % type.blockElements() != 0) {
      throw new GgufException(
          "tensor %s: rows of %d do not fill blocks of %d"
              .formatted(name, dimensions.get(0), type.blockElements()));
    }
    return elements / type.blockElements() * type.blockBytes();
  }

  private static void checkPlaces(
      GgufInput in, Map<String, Object> metadata, List<GgufTensor> tensors) throws IOException {
    long alignment = metadata.get("general.alignment") instanceof Long given ? given : 32;
    if (alignment < 8 || alignment > 1 << 16 || Long.bitCount(alignment) != 1) {
      throw new GgufException(
          "general.alignment %d must be a power of two in 8..65536".formatted(alignment));
    }
    long data = (in.position() + alignment - 1) / alignment * alignment;
    for (GgufTensor tensor : tensors) {
      if (tensor.offset() < 0 || tensor.offset() % alignment != 0) {
        throw new GgufException(
            "tensor %s: offset %d must be a multiple of %d"
                .formatted(tensor.name(), tensor.offset(), alignment));
      }
      if (tensor.offset() > in.size() - data - tensor.bytes()) {
        throw new GgufException(
            "tensor %s: %d bytes at %d end outside the file of %d bytes (truncated?)"
                .formatted(tensor.name(), tensor.bytes(), data + tensor.offset(), in.size()));
      }
    }
  }
}
