package io.parley.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder of all temporary files of this process, where whoever started it made one, and named
 * it both in {@code java.io.tmpdir} and in {@value #PROPERTY}.
 */
public final class Scratch {
  private static final String PROPERTY = "parley.scratch";
  private static final String NAME = "parley-bench";
  private static final int TRIES = 3;

  private Scratch() {}

  /** Whatever ends this process before a bench begins: the folder that is still empty goes. */
  public static void watch() {
    folder()
        .ifPresent(
            folder ->
                Runtime.getRuntime()
                    .addShutdownHook(new Thread(() -> folder.toFile().delete(), "empty scratch")));
  }

  /** Removes it with all that is in it, if there is one. */
  public static void remove() {
    folder().ifPresent(Scratch::remove);
  }

  private static void remove(Path folder) {
    // What is still ending may write once more while it is being removed.
    for (int i = 0; i < TRIES && Files.exists(folder); i++) {
      try (Stream<Path> tree = Files.walk(folder)) {
        List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
        for (Path path : deepestFirst) {
          Files.deleteIfExists(path);
        }
      } catch (IOException | UncheckedIOException e) {
        if (i == TRIES - 1) {
          System.err.printf("parley: %s is left behind: %s%n", folder, e);
        }
      }
    }
  }

  private static Optional<Path> folder() {
    return Optional.ofNullable(System.getProperty(PROPERTY))
        .map(Path::of)
        .filter(folder -> folder.getFileName().toString().startsWith(NAME));
  }
}
