package io.parley.history;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link ByteSink} wrote. Every method throws {@link DamagedException} where the bytes
 * end too early or are none that were written.
 */
final class ByteSource {
  private final byte[] bytes;
  private final int end;
  private int position;

  ByteSource(byte[] bytes) {
    this.bytes = bytes;
    this.end = bytes.length;
  }

  boolean hasMore() {
    return position < end;
  }

  int get() {
    need(1);
    return bytes[position++] & 0xFF;
  }

  long varint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int next = get();
      value |= (long) (next & 0x7F) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw new DamagedException("a number of more than 64 bits");
  }

  /** A count or a length, at most {@code most}. */
  int count(int most) {
    long value = varint();
    if (value < 0 || value > most) {
      throw new DamagedException("a count of " + value + ", at most " + most + " can be");
    }
    return (int) value;
  }

  long signed() {
    long value = varint();
    return (value >>> 1) ^ -(value & 1);
  }

  float float32() {
    need(4);
    position += 4;
    return ByteBuffer.wrap(bytes, position - 4, 4).getFloat();
  }

  double float64() {
    need(8);
    position += 8;
    return ByteBuffer.wrap(bytes, position - 8, 8).getDouble();
  }

  byte[] array() {
    int length = count(end - position);
    byte[] read = new byte[length];
    System.arraycopy(bytes, position, read, 0, length);
    position += length;
    return read;
  }

  /** All that is left. */
  byte[] rest() {
    byte[] read = Arrays.copyOfRange(bytes, position, end);
    position = end;
    return read;
  }

  String text() {
    return new String(array(), StandardCharsets.UTF_8);
  }

  StateValue state() {
    Object value =
        switch (get()) {
          case 0 -> false;
          case 1 -> true;
          case 2 -> float64();
          case 3 -> text();
          case 4 -> StateValue.whole(signed());
          default -> throw new DamagedException("a value of no known kind");
        };
    @Nullable String state = get() == 0 ? null : text();
    return new StateValue(value, state);
  }

  private void need(int more) {
    if (end - position < more) {
      throw new DamagedException("the bytes end at " + end);
    }
  }
}
