package io.parley.history;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Pieces of a file that are compressed, each with its length before and after, and a CRC-32 over
 * both lengths and the compressed bytes.
 */
final class Frames {
  static final int HEAD = 12;

  /** The longest piece that is written or read, before it is compressed. */
  static final int LONGEST = 32 << 20;

  private Frames() {}

  static byte[] frame(byte[] content) {
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    try {
      deflater.setInput(content);
      deflater.finish();
      byte[] out = new byte[HEAD + content.length + content.length / 1000 + 64];
      int length = deflater.deflate(out, HEAD, out.length - HEAD);
      ByteBuffer buffer = ByteBuffer.wrap(out, 0, HEAD + length);
      buffer.putInt(length).putInt(content.length);
      buffer.putInt(crc(length, content.length, out, HEAD));
      byte[] framed = new byte[HEAD + length];
      System.arraycopy(out, 0, framed, 0, framed.length);
      return framed;
    } finally {
      deflater.end();
    }
  }

  private static int crc(int length, int contentLength, byte[] bytes, int offset) {
    CRC32 crc = new CRC32();
    crc.update(ByteBuffer.allocate(8).putInt(length).putInt(contentLength).flip());
    crc.update(bytes, offset, length);
    return (int) crc.getValue();
  }

  /** The content of the next piece; null where the file ends or what follows is none. */
  static byte @Nullable [] read(FileChannel channel) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(HEAD);
    if (!fill(channel, head)) {
      return null;
    }
    int length = head.getInt();
    int contentLength = head.getInt();
    int crc = head.getInt();
    long left = channel.size() - channel.position();
    if (length < 0 || length > left || contentLength < 0 || contentLength > LONGEST) {
      return null;
    }
    ByteBuffer bytes = ByteBuffer.allocate(length);
    if (!fill(channel, bytes) || crc(length, contentLength, bytes.array(), 0) != crc) {
      return null;
    }
    return inflate(bytes.array(), contentLength);
  }

  /** Where the next piece after a damaged one starts; the end of the file if there is none. */
  static long skip(FileChannel channel, long at) throws IOException {
    int left = (int) Math.min(channel.size() - at, LONGEST);
    ByteBuffer rest = ByteBuffer.allocate(left);
    fill(channel.position(at), rest);
    byte[] bytes = rest.array();
    for (int next = 1; next + HEAD <= left; next++) {
      int length = rest.getInt(next);
      int contentLength = rest.getInt(next + 4);
      boolean fits = length > 0 && length <= left - next - HEAD;
      if (fits
          && contentLength > 0
          && contentLength <= LONGEST
          && crc(length, contentLength, bytes, next + HEAD) == rest.getInt(next + 8)) {
        return at + next;
      }
    }
    return channel.size();
  }

  private static byte @Nullable [] inflate(byte[] bytes, int length) {
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(bytes);
      byte[] content = new byte[length];
      int got = 0;
      while (got < length) {
        int more = inflater.inflate(content, got, length - got);
        if (more == 0) {
          return null;
        }
        got += more;
      }
      return content;
    } catch (DataFormatException e) {
      return null;
    } finally {
      inflater.end();
    }
  }

  /** Reads until a buffer is full and flips it; false where the file ends before. */
  static boolean fill(FileChannel channel, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        return false;
      }
    }
    buffer.flip();
    return true;
  }

  static void write(FileChannel channel, byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }
}
