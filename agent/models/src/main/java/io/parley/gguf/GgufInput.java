package io.parley.gguf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Little-endian reading with a bound before every length that the file names. */
final class GgufInput {
  private final SeekableByteChannel channel;
  private final long size;
  private final ByteBuffer buffer;

  GgufInput(SeekableByteChannel channel) throws IOException {
    this.channel = channel;
    this.size = channel.size();
    this.buffer = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
    buffer.flip();
  }

  /** Whether the file begins with this number, which is passed over then. */
  boolean begins(int magic) throws IOException {
    buffer.compact();
    while (buffer.position() < 4 && channel.read(buffer) >= 0) {}
    buffer.flip();
    return buffer.remaining() >= 4 && buffer.getInt() == magic;
  }

  long size() {
    return size;
  }

  long position() throws IOException {
    return channel.position() - buffer.remaining();
  }

  int u8(String what) throws IOException {
    need(1, what);
    return buffer.get() & 0xff;
  }

  int u16(String what) throws IOException {
    need(2, what);
    return buffer.getShort() & 0xffff;
  }

  int i32(String what) throws IOException {
    need(4, what);
    return buffer.getInt();
  }

  long u32(String what) throws IOException {
    return Integer.toUnsignedLong(i32(what));
  }

  long i64(String what) throws IOException {
    need(8, what);
    return buffer.getLong();
  }

  float f32(String what) throws IOException {
    return Float.intBitsToFloat(i32(what));
  }

  double f64(String what) throws IOException {
    return Double.longBitsToDouble(i64(what));
  }

  /** A count or length that must lie in 0..most. */
  int count(String what, long most) throws IOException {
    long count = i64(what);
    if (count < 0 || count > most) {
      throw new GgufException(
          "%s %s must lie in 0..%d".formatted(what, Long.toUnsignedString(count), most));
    }
    return (int) count;
  }

  String string(String what, int mostBytes) throws IOException {
    int length = count("length of " + what, mostBytes);
    if (length > size - position()) {
      throw truncated(what);
    }
    byte[] bytes = new byte[length];
    for (int done = 0; done < length; ) {
      need(1, what);
      int part = Math.min(length - done, buffer.remaining());
      buffer.get(bytes, done, part);
      done += part;
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new GgufException(what + " is not UTF-8");
    }
  }

  void skip(long bytes, String what) throws IOException {
    if (bytes > size - position()) {
      throw truncated(what);
    }
    if (bytes <= buffer.remaining()) {
      buffer.position(buffer.position() + (int) bytes);
      return;
    }
    channel.position(position() + bytes);
    buffer.clear().flip();
  }

  private void need(int bytes, String what) throws IOException {
    if (buffer.remaining() >= bytes) {
      return;
    }
    buffer.compact();
    while (buffer.position() < bytes) {
      if (channel.read(buffer) < 0) {
        throw truncated(what);
      }
    }
    buffer.flip();
  }

  private GgufException truncated(String what) {
    return new GgufException("the file of %d bytes ends within %s".formatted(size, what));
  }
}
