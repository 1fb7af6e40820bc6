package io.parley.node;

import io.parley.message.Tier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder where a node keeps what must last, and the lock that keeps a second node out of it.
 */
final class NodePlace implements AutoCloseable {
  static final String KNOWLEDGE = "series";

  private final Path folder;
  private final FileChannel lock;

  private NodePlace(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * Takes the folder.
   *
   * @param given as set; absent: {@code $XDG_STATE_HOME/parley/TIER-SITE} or {@code
   *     ~/.local/state/parley/TIER-SITE} (XDG Base Directory Specification 0.8)
   * @throws NodeException if it cannot be written or another node holds it
   */
  static NodePlace take(@Nullable Path given, Tier tier, String site) {
    Path folder = given == null ? usual(tier, site) : given;
    try {
      Files.createDirectories(folder);
      FileChannel lock =
          FileChannel.open(
              folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (lock.tryLock() == null) {
        lock.close();
        throw taken(folder);
      }
      closeToOthers(folder);
      return new NodePlace(folder, lock);
    } catch (OverlappingFileLockException e) {
      throw taken(folder);
    } catch (IOException e) {
      throw new NodeException("data '%s' cannot be written: %s".formatted(folder, e), e);
    }
  }

  /**
   * Questions, answers and what waits for clients is nobody else's: the folder is closed, and what
   * a node before this one left open in it. What comes later the folder guards.
   */
  private static void closeToOthers(Path folder) throws IOException {
    try {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    } catch (UnsupportedOperationException e) {
      // A file system without POSIX permissions guards its files by other means.
      return;
    }
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path path : tree.filter(path -> !Files.isSymbolicLink(path)).toList()) {
        boolean inner = Files.isDirectory(path);
        Files.setPosixFilePermissions(
            path, PosixFilePermissions.fromString(inner ? "rwx------" : "rw-------"));
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static NodeException taken(Path folder) {
    return new NodeException(
        "data '%s' is in use by another node; give this one its own with --data".formatted(folder));
  }

  private static Path usual(Tier tier, String site) {
    String state = System.getenv("XDG_STATE_HOME");
    Path base =
        state == null || state.isBlank()
            ? Path.of(System.getProperty("user.home"), ".local", "state")
            : Path.of(state);
    return base.resolve("parley").resolve(tier.name().toLowerCase(Locale.ROOT) + "-" + site);
  }

  Path folder() {
    return folder;
  }

  Path broker() {
    return folder.resolve("broker");
  }

  Path knowledge() {
    return folder.resolve(KNOWLEDGE);
  }

  Path history() {
    return folder.resolve("history");
  }

  /** Language packs of the operator's own. */
  Path packs() {
    return folder.resolve("packs");
  }

  Path questions() {
    return folder.resolve("questions");
  }

  Path protocols() {
    return folder.resolve("protocols");
  }

  Path documentIndex() {
    return folder.resolve("documents");
  }

  Path epoch() {
    return folder.resolve("epoch");
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
