package io.parley.history;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folder of the files: 0700, each file 0600; whoever reads them knows when people are home. */
final class HistoryFolder {
  private static final Logger log = LoggerFactory.getLogger(HistoryFolder.class);

  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  private static final String UNFINISHED = ".new";
  private static final String DAMAGED = ".damaged";

  /** So many damaged files are kept for whoever wants to look at them. */
  private static final int MOST_DAMAGED = 4;

  private final Path folder;

  HistoryFolder(Path folder) throws IOException {
    this.folder = folder;
    Files.createDirectories(folder, permissions("rwx------"));
    if (POSIX) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
    for (String name : names(UNFINISHED)) {
      delete(name);
    }
  }

  private static FileAttribute<?>[] permissions(String text) {
    if (!POSIX) {
      return new FileAttribute<?>[0];
    }
    Set<PosixFilePermission> permissions = PosixFilePermissions.fromString(text);
    return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)};
  }

  Path path(String name) {
    return folder.resolve(name);
  }

  /** The names that end so, in their order. */
  List<String> names(String end) throws IOException {
    List<String> names = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      files.map(file -> String.valueOf(file.getFileName())).sorted().forEach(names::add);
    }
    names.removeIf(name -> !name.endsWith(end));
    return names;
  }

  /** Makes a new file, instead of one that is there. */
  FileChannel create(String name) throws IOException {
    Files.deleteIfExists(path(name));
    return FileChannel.open(
        path(name),
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
        permissions("rw-------"));
  }

  /** Makes a file that is there whole or not at all. */
  void write(String name, Content content) throws IOException {
    String unfinished = name + UNFINISHED;
    try {
      try (FileChannel channel = create(unfinished)) {
        content.writeTo(channel);
        channel.force(true);
      }
      Files.move(path(unfinished), path(name), StandardCopyOption.ATOMIC_MOVE);
      forceFolder();
    } finally {
      Files.deleteIfExists(path(unfinished));
    }
  }

  /** What is in a file. */
  interface Content {
    void writeTo(FileChannel channel) throws IOException;
  }

  /** Makes new names of files durable. */
  void forceFolder() throws IOException {
    if (POSIX) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  void delete(String name) {
    try {
      Files.deleteIfExists(path(name));
    } catch (IOException e) {
      log.warn("the file {} of the history cannot be deleted: {}", name, e.toString());
    }
  }

  /** Keeps a damaged file out of the way. */
  void setAside(String name) {
    try {
      List<String> damaged = names(DAMAGED);
      for (int i = 0; i <= damaged.size() - MOST_DAMAGED; i++) {
        delete(damaged.get(i));
      }
      Files.move(path(name), path(name + DAMAGED), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      log.warn("the damaged file {} of the history cannot be set aside: {}", name, e.toString());
    }
  }
}
