package io.parley.coapentrance;

import io.parley.coapentrance.Relations.Registration;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.californium.elements.util.PersistentComponentUtil;
import org.eclipse.californium.scandium.DTLSConnector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * DTLS sessions and Observe registrations on disk, readable by the owner only. Each file is gone
 * once it was read, whether it was whole or not.
 */
final class StateFiles {
  private static final Logger LOGGER = LoggerFactory.getLogger(StateFiles.class);
  private static final int MAGIC = 0x504c4f31;
  private static final int MOST = 100_000;
  private static final int MOST_BYTES = 2_048;

  /** Sessions that were quiet for longer are not worth keeping. */
  private static final Duration QUIET = Duration.ofDays(7);

  private final Path folder;
  private final Path sessions;
  private final Path registrations;

  StateFiles(Path folder) {
    this.folder = folder;
    sessions = folder.resolve("coap-dtls.state");
    registrations = folder.resolve("coap-observe.state");
  }

  void save(DTLSConnector connector, List<Registration> all) throws IOException {
    Files.createDirectories(folder);
    write(
        sessions,
        out -> {
          PersistentComponentUtil util = new PersistentComponentUtil();
          util.add(connector);
          util.saveComponents(out, QUIET.toSeconds());
        });
    write(registrations, out -> writeAll(new DataOutputStream(out), all));
  }

  void loadSessions(DTLSConnector connector) throws IOException {
    if (!Files.exists(sessions)) {
      return;
    }
    try (InputStream in = new BufferedInputStream(Files.newInputStream(sessions))) {
      PersistentComponentUtil util = new PersistentComponentUtil();
      util.add(connector);
      int count = util.loadComponents(in);
      LOGGER.info("{} DTLS sessions taken up", Math.max(0, count));
    } finally {
      Files.deleteIfExists(sessions);
    }
  }

  List<Registration> loadRegistrations() throws IOException {
    if (!Files.exists(registrations)) {
      return List.of();
    }
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(registrations)))) {
      return readAll(in);
    } catch (IOException | IllegalArgumentException e) {
      LOGGER.warn("{} is broken and dropped: {}", registrations, e.getMessage());
      return List.of();
    } finally {
      Files.deleteIfExists(registrations);
    }
  }

  private static void writeAll(DataOutputStream out, List<Registration> all) throws IOException {
    List<Registration> fitting =
        all.stream().filter(each -> each.request().length <= MOST_BYTES).limit(MOST).toList();
    out.writeInt(MAGIC);
    out.writeInt(fitting.size());
    for (Registration each : fitting) {
      byte[] address = each.address().getAddress().getAddress();
      out.writeByte(address.length);
      out.write(address);
      out.writeShort(each.address().getPort());
      out.writeUTF(each.identity());
      out.writeShort(each.request().length);
      out.write(each.request());
    }
    out.flush();
  }

  private static List<Registration> readAll(DataInputStream in) throws IOException {
    int magic = in.readInt();
    int count = in.readInt();
    if (magic != MAGIC || count < 0 || count > MOST) {
      throw new IOException("magic %x or count %d is wrong".formatted(magic, count));
    }
    List<Registration> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      InetAddress address = InetAddress.getByAddress(in.readNBytes(in.readUnsignedByte()));
      InetSocketAddress from = new InetSocketAddress(address, in.readUnsignedShort());
      String identity = in.readUTF();
      int length = in.readUnsignedShort();
      byte[] request = in.readNBytes(Math.min(length, MOST_BYTES));
      if (request.length != length || length < 4) {
        throw new IOException("request of %d bytes is cut".formatted(length));
      }
      all.add(new Registration(from, identity, request, null));
    }
    return all;
  }

  /** An empty file that only its owner may read, to be filled and moved to where this one is. */
  static Path ownersOnly(Path file) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    FileAttribute<?>[] owner =
        fresh.getFileSystem().supportedFileAttributeViews().contains("posix")
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    return Files.createFile(fresh, owner);
  }

  private static void write(Path file, Body body) throws IOException {
    Path fresh = ownersOnly(file);
    try (OutputStream out =
        new BufferedOutputStream(Files.newOutputStream(fresh, StandardOpenOption.WRITE))) {
      body.to(out);
    }
    Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  private interface Body {
    void to(OutputStream out) throws IOException;
  }
}
