package io.parley.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folders that the broker needs: its configuration, which holds the passwords of the key
 * stores, and an empty one for extensions, so that none is loaded, both readable by this user only.
 *
 * @param temporary the folder to remove in the end
 * @param data where it keeps what must last
 */
record BrokerFolders(Path temporary, Path data) implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BrokerFolders.class);

  /** Each bucket of each of the broker's five stores is a database of its own. */
  private static final int BUCKETS = 4;

  private static final int BUCKETS_BEFORE = 16;
  private static final Pattern BEYOND = Pattern.compile(".*_([4-9]|1[0-5])");

  static BrokerFolders create(@Nullable Path data, String configuration) {
    try {
      Path temporary =
          data == null ? Files.createTempDirectory("parley-broker-") : emptied(beside(data));
      closeToOthers(temporary);
      BrokerFolders folders =
          new BrokerFolders(temporary, data == null ? temporary.resolve("data") : data);
      Files.createDirectories(folders.configuration());
      Files.createDirectories(folders.extensions());
      Files.createDirectories(folders.data());
      Files.writeString(folders.configurationFile(), configuration);
      return folders;
    } catch (IOException e) {
      throw new BrokerException("the broker's folders cannot be made: " + e, e);
    }
  }

  private static void closeToOthers(Path folder) throws IOException {
    try {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    } catch (UnsupportedOperationException e) {
      LOG.debug("{} has no POSIX permissions", folder);
    }
  }

  /** Where there is a data folder: a process that was killed leaves its folder to the next one. */
  private static Path beside(Path data) {
    return data.resolveSibling(data.getFileName() + "-run");
  }

  private static Path emptied(Path folder) throws IOException {
    remove(folder);
    return Files.createDirectories(folder);
  }

  Path configuration() {
    return temporary.resolve("conf");
  }

  private Path configurationFile() {
    return configuration().resolve("config.xml");
  }

  /** What lies on the disk stays spread over as many buckets as it was. */
  int buckets() {
    Path stores = data.resolve("persistence");
    if (!Files.isDirectory(stores)) {
      return BUCKETS;
    }
    try (Stream<Path> tree = Files.walk(stores, 3)) {
      return tree.anyMatch(path -> BEYOND.matcher(path.getFileName().toString()).matches())
          ? BUCKETS_BEFORE
          : BUCKETS;
    } catch (IOException | UncheckedIOException e) {
      throw new BrokerException(
          "the broker's folder %s cannot be read: %s".formatted(stores, e), e);
    }
  }

  /** The broker reads it once; what holds passwords need not outlive that, nor a killed process. */
  void forgetConfiguration() {
    try {
      Files.deleteIfExists(configurationFile());
    } catch (IOException e) {
      LOG.warn("broker configuration {} is left behind: {}", configurationFile(), e.toString());
    }
  }

  Path extensions() {
    return temporary.resolve("extensions");
  }

  @Override
  public void close() {
    try {
      remove(temporary);
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("broker folder {} is left behind: {}", temporary, e.toString());
    }
  }

  static void remove(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(folder)) {
      List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.deleteIfExists(path);
      }
    }
  }
}
