package io.parley.history;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Bytes that grow. Read back by {@link ByteSource}. */
final class ByteSink {
  private byte[] bytes;
  private int size;

  ByteSink(int capacity) {
    bytes = new byte[capacity];
  }

  int size() {
    return size;
  }

  void clear() {
    size = 0;
  }

  byte[] toArray() {
    return Arrays.copyOf(bytes, size);
  }

  void put(int value) {
    room(1);
    bytes[size++] = (byte) value;
  }

  void put(byte[] added) {
    room(added.length);
    System.arraycopy(added, 0, bytes, size, added.length);
    size += added.length;
  }

  /** An unsigned number, seven bits a byte, the lowest first. */
  void varint(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      put((int) (rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    put((int) rest);
  }

  /** A number with a sign; small ones of either sign are short. */
  void signed(long value) {
    varint((value << 1) ^ (value >> 63));
  }

  void float32(float value) {
    room(4);
    ByteBuffer.wrap(bytes, size, 4).putFloat(value);
    size += 4;
  }

  void float64(double value) {
    room(8);
    ByteBuffer.wrap(bytes, size, 8).putDouble(value);
    size += 8;
  }

  /** Bytes after their length. */
  void array(byte[] added) {
    varint(added.length);
    put(added);
  }

  void text(String text) {
    array(text.getBytes(StandardCharsets.UTF_8));
  }

  void state(StateValue value) {
    if (value.value() instanceof Boolean bool) {
      put(bool ? 1 : 0);
    } else if (value.value() instanceof Double number) {
      put(2);
      float64(number);
    } else if (value.value() instanceof Number number) {
      put(4);
      signed(number.longValue());
    } else {
      put(3);
      text(value.value().toString());
    }
    @Nullable String state = value.state();
    put(state == null ? 0 : 1);
    if (state != null) {
      text(state);
    }
  }

  private void room(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, size + size / 2));
    }
  }
}
