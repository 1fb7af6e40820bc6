package io.parley.enginepack;

import io.parley.llama.LlamaLibrary;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Fetches the fast pack with npm and lays it out as {@link LlamaLibrary} looks for it. */
public final class EnginePack {
  private static final List<String> COMMAND =
      List.of(
          "npm",
          "ci",
          "--ignore-scripts",
          "--no-audit",
          "--no-fund",
          "--omit-lockfile-registry-resolved",
          "--loglevel=error");
  private static final List<String> NOT_NEEDED = List.of("libllama-common.so", "llama-addon.node");
  private static final long MINUTES = 5;

  private EnginePack() {}

  /**
   * For the build: fetches into the folder named by the first argument, or says why not. Never
   * fails, because the bundled library serves as well.
   */
  public static void main(String[] arguments) {
    Path folder = Path.of(arguments[0]);
    try {
      System.out.printf("engine: fast pack in %s%n", install(folder));
    } catch (IOException | RuntimeException e) {
      System.out.printf(
          "engine: without the fast pack, the bundled library serves (%s)%n", e.getMessage());
    }
  }

  /**
   * Fetches the pack unless it is there already.
   *
   * @param folder gets one folder for each platform
   * @return the folder
   * @throws IOException if npm is missing or fails, or what came is not what is known
   */
  public static Path install(Path folder) throws IOException {
    if (!complete(folder)) {
      Path work = Files.createTempDirectory("parley-npm");
      try {
        fetch(work);
        copy(work.resolve("node_modules").resolve("@node-llama-cpp"), folder);
      } finally {
        delete(work);
      }
      if (!complete(folder)) {
        throw new IOException("npm brought no library for this machine");
      }
    }
    return folder;
  }

  private static boolean complete(Path folder) {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> files = Files.walk(folder, 2)) {
      List<Path> libraries =
          files.filter(file -> file.getFileName().toString().startsWith("libllama.v")).toList();
      // Refuses by throwing if a library is not the known one.
      return libraries.stream().anyMatch(EnginePack::forThisMachine);
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean forThisMachine(Path library) {
    try {
      return !LlamaLibrary.at(library).sha256().isEmpty();
    } catch (RuntimeException e) {
      return false;
    }
  }

  private static void fetch(Path work) throws IOException {
    for (String name : List.of("package.json", "package-lock.json")) {
      try (InputStream in = EnginePack.class.getResourceAsStream(name)) {
        if (in == null) {
          throw new IOException(name + " is not in this build");
        }
        Files.copy(in, work.resolve(name));
      }
    }
    Path log = work.resolve("npm.log");
    Process npm;
    try {
      npm =
          new ProcessBuilder(COMMAND)
              .directory(work.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
    } catch (IOException e) {
      throw new IOException("npm is not installed", e);
    }
    try {
      if (!npm.waitFor(MINUTES, TimeUnit.MINUTES)) {
        npm.destroyForcibly();
        throw new IOException("npm did not end within %d minutes".formatted(MINUTES));
      }
    } catch (InterruptedException e) {
      npm.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while npm ran", e);
    }
    if (npm.exitValue() != 0) {
      String words = Files.readString(log, StandardCharsets.UTF_8).strip();
      throw new IOException("npm failed: " + words.lines().findFirst().orElse("no words"));
    }
  }

  private static void copy(Path packages, Path folder) throws IOException {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(packages)) {
      for (Path pack : all) {
        Path to = Files.createDirectories(folder.resolve(pack.getFileName()));
        Files.copy(
            pack.resolve("LICENSE"), to.resolve("LICENSE"), StandardCopyOption.REPLACE_EXISTING);
        copyLibraries(pack.resolve("bins").resolve(pack.getFileName()), to);
      }
    }
  }

  private static void copyLibraries(Path from, Path to) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(from, "*.so")) {
      for (Path file : files) {
        if (!NOT_NEEDED.contains(file.getFileName().toString())) {
          Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
