package io.parley.knowledge;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;

/** All series in one file: a magic number, how many, each in turn, and a CRC-32 of all that. */
final class Snapshot {
  private static final int MAGIC = 0x504b4e32;
  private static final int MOST_SERIES = 1_000_000;
  private static final long MOST_BYTES = 512L << 20;

  private Snapshot() {}

  static void write(Path file, Collection<Series> series) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    CRC32 crc = new CRC32();
    try (FileChannel channel =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      OutputStream raw = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
      DataOutputStream out = new DataOutputStream(new CheckedOutputStream(raw, crc));
      out.writeInt(MAGIC);
      out.writeInt(series.size());
      for (Series one : series) {
        one.write(out);
      }
      out.writeLong(crc.getValue());
      out.flush();
      channel.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  static List<Series> read(Path file, Diagnostics diagnostics) throws IOException {
    if (Files.size(file) > MOST_BYTES) {
      throw new IOException(
          "%s must be at most %d bytes".formatted(file.getFileName(), MOST_BYTES));
    }
    byte[] bytes = Files.readAllBytes(file);
    if (bytes.length < 2 * Integer.BYTES + Long.BYTES) {
      throw new IOException("%s must be a whole snapshot".formatted(file.getFileName()));
    }
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, bytes.length - Long.BYTES);
    DataInputStream sum =
        new DataInputStream(new ByteArrayInputStream(bytes, bytes.length - Long.BYTES, Long.BYTES));
    if (sum.readLong() != crc.getValue()) {
      throw new IOException("%s must have the checksum it says".formatted(file.getFileName()));
    }
    DataInputStream in =
        new DataInputStream(new ByteArrayInputStream(bytes, 0, bytes.length - Long.BYTES));
    int magic = in.readInt();
    int count = in.readInt();
    if (magic != MAGIC || count < 0 || count > MOST_SERIES) {
      throw new IOException("%s must be a snapshot of this version".formatted(file.getFileName()));
    }
    List<Series> series = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      series.add(Series.read(in, diagnostics));
    }
    return series;
  }
}
