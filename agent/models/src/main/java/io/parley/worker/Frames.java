package io.parley.worker;

import io.parley.codec.CodecException;
import io.parley.codec.Limits;
import io.parley.codec.Trees;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Frames on a stream: four bytes {@code PLY1}, the length in four bytes (big-endian), and a
 * MessagePack map of that length.
 */
final class Frames {
  static final int MOST_BYTES = 8 << 20;
  private static final int MAGIC = 0x504c5931;
  private static final Trees TREES = new Trees(new Limits(MOST_BYTES, 16));

  private Frames() {}

  /**
   * The bytes of one frame.
   *
   * @throws FrameException if it is too long or holds what a frame cannot hold
   */
  static byte[] bytes(Map<String, ?> content) throws FrameException {
    byte[] bytes;
    try {
      bytes = Trees.toMsgPack(content);
    } catch (IllegalArgumentException e) {
      throw new FrameException("no frame can hold this: " + e.getMessage());
    }
    if (bytes.length > MOST_BYTES) {
      throw new FrameException("frame of %d bytes exceeds %d".formatted(bytes.length, MOST_BYTES));
    }
    return ByteBuffer.allocate(8 + bytes.length)
        .putInt(MAGIC)
        .putInt(bytes.length)
        .put(bytes)
        .array();
  }

  /** Reads one frame; null at the end of the stream. */
  static @Nullable Fields read(DataInputStream in) throws IOException {
    int first = in.read();
    if (first < 0) {
      return null;
    }
    try {
      int magic = first << 24 | in.readUnsignedByte() << 16 | in.readUnsignedShort();
      if (magic != MAGIC) {
        throw new FrameException("frame begins with %08x instead of %08x".formatted(magic, MAGIC));
      }
      int length = in.readInt();
      if (length < 1 || length > MOST_BYTES) {
        throw new FrameException("length %d must lie in 1..%d".formatted(length, MOST_BYTES));
      }
      byte[] bytes = in.readNBytes(length);
      if (bytes.length < length) {
        throw new FrameException("the stream ends within a frame");
      }
      if (TREES.fromMsgPack(bytes) instanceof Map<?, ?> map) {
        return new Fields(map);
      }
      throw new FrameException("a frame must hold a map");
    } catch (CodecException e) {
      throw new FrameException("frame is no MessagePack: " + e.getMessage());
    } catch (EOFException e) {
      throw new FrameException("the stream ends within a frame");
    }
  }
}
