package io.parley.history;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one file of a day. Blocks, then the index (for each series its number, where its
 * block starts, its length, its CRC-32, 4 bytes each, ordered by number), then how many series, the
 * CRC-32 of the index, and a mark.
 */
final class DayFile {
  private static final int MARK = 0x50484431;
  private static final int ENTRY = 16;
  private static final int FOOT = 12;

  private DayFile() {}

  /** Says that nothing in the file can be found. */
  static final class IndexException extends IOException {
    private static final long serialVersionUID = 1L;

    IndexException(String message) {
      super(message);
    }
  }

  static void write(FileChannel channel, Map<Integer, byte[]> blocks) throws IOException {
    ByteSink content = new ByteSink(1 << 16);
    ByteBuffer index = ByteBuffer.allocate(blocks.size() * ENTRY);
    int written = 0;
    for (Map.Entry<Integer, byte[]> entry : new TreeMap<>(blocks).entrySet()) {
      byte[] block = entry.getValue();
      index.putInt(entry.getKey()).putInt(written + content.size());
      index.putInt(block.length).putInt(crc(ByteBuffer.wrap(block)));
      content.put(block);
      if (content.size() > 1 << 16) {
        written += content.size();
        Frames.write(channel, content.toArray());
        content.clear();
      }
    }
    Frames.write(channel, content.toArray());
    index.flip();
    ByteBuffer foot = ByteBuffer.allocate(FOOT);
    foot.putInt(blocks.size()).putInt(crc(index.duplicate())).putInt(MARK);
    Frames.write(channel, index.array());
    Frames.write(channel, foot.array());
  }

  private static int crc(ByteBuffer bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  /** What is known of a series; null if nothing. */
  static byte @Nullable [] read(FileChannel channel, int number) throws IOException {
    ByteBuffer index = index(channel);
    int low = 0;
    int high = index.capacity() / ENTRY - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int found = index.getInt(middle * ENTRY);
      if (found == number) {
        return block(channel, index.position(middle * ENTRY + 4));
      }
      low = found < number ? middle + 1 : low;
      high = found < number ? high : middle - 1;
    }
    return null;
  }

  private static byte[] block(FileChannel channel, ByteBuffer entry) throws IOException {
    int offset = entry.getInt();
    int length = entry.getInt();
    int crc = entry.getInt();
    if (offset < 0 || length < 0 || (long) offset + length > channel.size()) {
      throw new DamagedException("a block beyond the end");
    }
    ByteBuffer block = ByteBuffer.allocate(length);
    channel.position(offset);
    if (!Frames.fill(channel, block) || crc(block.duplicate()) != crc) {
      throw new DamagedException("the checksum of a block is not right");
    }
    return block.array();
  }

  private static ByteBuffer index(FileChannel channel) throws IOException {
    ByteBuffer foot = ByteBuffer.allocate(FOOT);
    long end = channel.size() - FOOT;
    if (end < 0 || !Frames.fill(channel.position(end), foot) || foot.getInt(8) != MARK) {
      throw new IndexException("it ends too early");
    }
    long length = (long) foot.getInt(0) * ENTRY;
    if (length < 0 || length > end) {
      throw new IndexException("its index is longer than itself");
    }
    ByteBuffer index = ByteBuffer.allocate((int) length);
    if (!Frames.fill(channel.position(end - length), index)
        || crc(index.duplicate()) != foot.getInt(4)) {
      throw new IndexException("the checksum of its index is not right");
    }
    return index;
  }

  static int greatestNumber(FileChannel channel) throws IOException {
    ByteBuffer index = index(channel);
    return index.capacity() == 0 ? 0 : index.getInt(index.capacity() - ENTRY);
  }
}
