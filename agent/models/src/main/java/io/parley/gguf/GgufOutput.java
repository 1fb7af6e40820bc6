package io.parley.gguf;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Little-endian writing of what a GGUF file is made of, counting the bytes. */
final class GgufOutput {
  private final DataOutputStream out;

  GgufOutput(OutputStream out) {
    this.out = new DataOutputStream(out);
  }

  void u32(int value) throws IOException {
    out.writeInt(Integer.reverseBytes(value));
  }

  void u64(long value) throws IOException {
    out.writeLong(Long.reverseBytes(value));
  }

  void f32(float value) throws IOException {
    u32(Float.floatToIntBits(value));
  }

  void raw(byte[] bytes, int length) throws IOException {
    out.write(bytes, 0, length);
  }

  void string(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    u64(bytes.length);
    out.write(bytes);
  }

  void entry(String key, Object value) throws IOException {
    string(key);
    if (value instanceof String text) {
      u32(8);
      string(text);
    } else if (value instanceof Integer number) {
      u32(4);
      u32(number);
    } else if (value instanceof Float number) {
      u32(6);
      f32(number);
    } else if (value instanceof Boolean flag) {
      u32(7);
      out.writeByte(flag ? 1 : 0);
    } else {
      throw new IllegalArgumentException(key + ": no GGUF type for " + value.getClass());
    }
  }

  void arrayHead(String key, int type, int length) throws IOException {
    string(key);
    u32(9);
    u32(type);
    u64(length);
  }

  /** Fills up to a multiple of the alignment. */
  void align(int alignment) throws IOException {
    int over = out.size() % alignment;
    for (int i = over; over > 0 && i < alignment; i++) {
      out.writeByte(0);
    }
  }
}
