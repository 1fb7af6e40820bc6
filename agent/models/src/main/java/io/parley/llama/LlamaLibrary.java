package io.parley.llama;

import io.parley.engine.EngineException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A llama.cpp library on this machine, known by its SHA-256 and not loaded yet.
 *
 * @param abi which layout its C API has
 * @param file the library that holds the {@code llama_*} functions
 * @param sha256 its SHA-256
 */
public record LlamaLibrary(Abi abi, Path file, String sha256) {
  /** System property and environment variable that name a folder with the fast pack. */
  public static final String FOLDER_PROPERTY = "parley.engine.dir";

  private static final String FOLDER_VARIABLE = "PARLEY_ENGINE_DIR";

  /** Which library to take. */
  public enum Choice {
    /** The fast pack where it is installed, else the bundled one. */
    AUTO,
    /** The one inside de.kherud:llama. */
    BUNDLED,
    /** The fast pack or nothing. */
    FAST
  }

  /** The name of its source: {@code bundled} or {@code fast pack}. */
  public String source() {
    return abi == Abi.B4916 ? "bundled" : "fast pack";
  }

  /** The folder that holds it and, for the fast pack, the libraries it needs. */
  public Path folder() {
    Path parent = file.getParent();
    return parent == null ? Path.of(".") : parent;
  }

  /**
   * Finds a library; may unpack the bundled one into the user's cache folder.
   *
   * @throws EngineException of kind UNAVAILABLE that says where it looked
   */
  public static LlamaLibrary find(Choice choice) {
    Optional<LlamaLibrary> fast = choice == Choice.BUNDLED ? Optional.empty() : fastPack();
    if (fast.isPresent()) {
      return fast.get();
    }
    if (choice == Choice.FAST) {
      throw unavailable(
          "the fast pack is in none of %s; `parley engine install` brings it".formatted(folders()));
    }
    return bundled();
  }

  /**
   * Takes this file, if it is known.
   *
   * @throws EngineException of kind UNAVAILABLE that tells what is known
   */
  public static LlamaLibrary at(Path file) {
    try {
      String sha256 = Sha256.of(file);
      KnownLibrary known = KnownLibrary.bySha256(sha256).orElseThrow(() -> unknown(file, sha256));
      if (known.platform() != Platform.here()) {
        throw unavailable("%s is for %s, not this machine".formatted(file, known.platform()));
      }
      return new LlamaLibrary(known.abi(), file.toAbsolutePath(), sha256);
    } catch (IOException e) {
      throw unavailable("%s cannot be read: %s".formatted(file, e));
    }
  }

  /** The folders where the fast pack is looked for, in order. */
  public static List<Path> folders() {
    List<Path> folders = new ArrayList<>();
    String property = System.getProperty(FOLDER_PROPERTY);
    String variable = System.getenv(FOLDER_VARIABLE);
    if (property != null && !property.isBlank()) {
      folders.add(Path.of(property));
    } else if (variable != null && !variable.isBlank()) {
      folders.add(Path.of(variable));
    }
    distributionFolder().ifPresent(folders::add);
    folders.add(installFolder());
    return folders;
  }

  /** The folder {@code engine} beside the {@code lib} that this class was loaded from. */
  private static Optional<Path> distributionFolder() {
    CodeSource source = LlamaLibrary.class.getProtectionDomain().getCodeSource();
    if (source == null || source.getLocation() == null) {
      return Optional.empty();
    }
    try {
      Path lib = Path.of(source.getLocation().toURI()).getParent();
      return lib == null || lib.getParent() == null
          ? Optional.empty()
          : Optional.of(lib.resolveSibling("engine"));
    } catch (URISyntaxException | FileSystemNotFoundException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Where {@code engine install} puts the fast pack for this user. */
  public static Path installFolder() {
    String data = System.getenv("XDG_DATA_HOME");
    Path base =
        data == null || data.isBlank()
            ? Path.of(System.getProperty("user.home", "."), ".local", "share")
            : Path.of(data);
    return base.resolve("parley").resolve("engine");
  }

  private static Optional<LlamaLibrary> fastPack() {
    Platform here = Platform.here();
    KnownLibrary known = KnownLibrary.of(Abi.V0_5_0, here);
    for (Path folder : folders()) {
      for (Path place : List.of(folder, folder.resolve(here.packFolder()))) {
        Path file = place.resolve(known.file());
        if (Files.isRegularFile(file)) {
          return Optional.of(at(file));
        }
      }
    }
    return Optional.empty();
  }

  private static LlamaLibrary bundled() {
    KnownLibrary known = KnownLibrary.of(Abi.B4916, Platform.here());
    String resource =
        "/de/kherud/llama/%s/%s".formatted(known.platform().jarFolder(), known.file());
    try (InputStream in = LlamaLibrary.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw unavailable("de.kherud:llama 4.2.0 is not on the class path, so nothing is bundled");
      }
      Path file = cacheFolder().resolve("%s-%.12s.so".formatted("libjllama", known.sha256()));
      if (!Files.exists(file) || !Sha256.of(file).equals(known.sha256())) {
        Path part = Files.createTempFile(file.getParent(), "libjllama", ".part");
        try {
          Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
          Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
          Files.deleteIfExists(part);
        }
      }
      return at(file);
    } catch (IOException e) {
      throw unavailable("the bundled library cannot be unpacked: " + e);
    }
  }

  /** A folder that only this user can write, so that nobody else can put a library there. */
  private static Path cacheFolder() throws IOException {
    String cache = System.getenv("XDG_CACHE_HOME");
    Path base =
        cache == null || cache.isBlank()
            ? Path.of(System.getProperty("user.home", "."), ".cache")
            : Path.of(cache);
    try {
      Path folder = base.resolve("parley").resolve("native");
      return Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException e) {
      return Files.createTempDirectory("parley-native");
    }
  }

  private static EngineException unknown(Path file, String sha256) {
    String all =
        Arrays.stream(KnownLibrary.values())
            .map(known -> "%s %s (%.12s)".formatted(known, known.abi().version(), known.sha256()))
            .collect(Collectors.joining(", "));
    return unavailable(
        "%s has SHA-256 %.12s..., whose layout is not known; known are %s"
            .formatted(file, sha256, all));
  }

  private static EngineException unavailable(String why) {
    return new EngineException(EngineException.Kind.UNAVAILABLE, why);
  }
}
