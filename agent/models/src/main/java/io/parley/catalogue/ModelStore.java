package io.parley.catalogue;

import io.parley.codec.CodecException;
import io.parley.codec.Limits;
import io.parley.codec.Trees;
import io.parley.device.Catalogue;
import io.parley.device.Device;
import io.parley.message.Shown;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder of models: {@code NAME.gguf} with what is known of it in {@code NAME.json}. A file that
 * somebody just put there is a model too, of unknown origin.
 */
public final class ModelStore {
  private static final String GGUF = ".gguf";
  private static final byte[] MAGIC = "GGUF".getBytes(StandardCharsets.US_ASCII);

  private final Path folder;

  /** The models in a folder, which is made when something is put there. */
  public ModelStore(Path folder) {
    this.folder = folder;
  }

  /** The folder. */
  public Path folder() {
    return folder;
  }

  /** All models, by name. */
  public List<InstalledModel> list() throws CatalogueException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<InstalledModel> models = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(GGUF) && Files.isRegularFile(file)) {
          find(name.substring(0, name.length() - GGUF.length())).ifPresent(models::add);
        }
      }
    } catch (IOException e) {
      throw new CatalogueException("folder %s cannot be read".formatted(folder), e);
    }
    return models;
  }

  /** The model of this name. */
  public Optional<InstalledModel> find(String name) {
    if (!Catalogue.validName(name)) {
      return Optional.empty();
    }
    Path file = folder.resolve(name + GGUF);
    try {
      if (!Files.isRegularFile(file)) {
        return Optional.empty();
      }
      Map<?, ?> known = known(name);
      return Optional.of(
          new InstalledModel(
              name,
              file,
              Files.size(file),
              Optional.of(text(known, "sha256")).filter(hash -> !hash.isEmpty()),
              text(known, "origin"),
              text(known, "licence")));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  /**
   * The file that {@code --model} means: a model of this name, else a file at this path.
   *
   * @throws CatalogueException naming what there is instead, or why the file cannot be read
   */
  public Path resolve(String nameOrFile) throws CatalogueException {
    Optional<InstalledModel> model = find(nameOrFile);
    if (model.isPresent()) {
      return model.get().file();
    }
    Path file = Path.of(nameOrFile);
    if (isFile(file)) {
      return file;
    }
    throw new CatalogueException(
        "model '%s' must be a file or one of %s"
            .formatted(
                Shown.shortened(nameOrFile), list().stream().map(InstalledModel::name).toList()));
  }

  private static boolean isFile(Path file) throws CatalogueException {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class).isRegularFile();
    } catch (NoSuchFileException none) {
      return false;
    } catch (IOException e) {
      throw new CatalogueException("file %s cannot be read: %s".formatted(file, e), e);
    }
  }

  /**
   * Takes in a copy of a GGUF file.
   *
   * @throws CatalogueException if the name is taken or no name, or the file is no GGUF
   */
  public InstalledModel add(String name, Path source) throws CatalogueException {
    requireFree(name);
    try {
      requireGguf(source);
      Files.createDirectories(folder);
      Path copy = Files.createTempFile(folder, name, ".copy");
      try {
        Files.copy(source, copy, StandardCopyOption.REPLACE_EXISTING);
        return keep(name, copy, Sha256.of(copy), source.toAbsolutePath().toString(), "");
      } finally {
        Files.deleteIfExists(copy);
      }
    } catch (IOException e) {
      throw new CatalogueException("file %s cannot be taken in: %s".formatted(source, e), e);
    }
  }

  /**
   * Removes a model.
   *
   * @throws CatalogueException if there is none of this name
   */
  public void remove(String name) throws CatalogueException {
    InstalledModel model =
        find(name)
            .orElseThrow(
                () ->
                    new CatalogueException(
                        "model '%s' is not here".formatted(Shown.shortened(name))));
    try {
      Files.deleteIfExists(sidecar(name));
      Files.delete(model.file());
    } catch (IOException e) {
      throw new CatalogueException("model '%s' cannot be removed: %s".formatted(name, e), e);
    }
  }

  /** Whether a model's file still hashes to what it did; true where that is not known. */
  public boolean intact(InstalledModel model) throws CatalogueException {
    try {
      return model.sha256().isEmpty() || model.sha256().get().equals(Sha256.of(model.file()));
    } catch (IOException e) {
      throw new CatalogueException("file %s cannot be read".formatted(model.file()), e);
    }
  }

  /** What the catalogue offers this device. */
  public List<Offer> offers(Catalogue catalogue, Device device) {
    return catalogue.models().stream()
        .map(
            model ->
                new Offer(
                    model,
                    model.memoryBytes(device.profile().contextTokens()),
                    device.fits(model),
                    find(model.name()).isPresent()))
        .toList();
  }

  void requireFree(String name) throws CatalogueException {
    if (!Catalogue.validName(name)) {
      throw new CatalogueException(
          "model name '%s' must be lower case letters, digits, dots, hyphens and underscores"
              .formatted(Shown.shortened(name)));
    }
    if (find(name).isPresent()) {
      throw new CatalogueException("model '%s' is already here".formatted(name));
    }
  }

  /** Where the part of a download lies; named by its hash, so that it is never mixed up. */
  Path part(String sha256) throws IOException {
    Files.createDirectories(folder);
    return folder.resolve(sha256 + ".part");
  }

  /** Moves a file to its place; what is known of it is written first. */
  InstalledModel keep(String name, Path file, String sha256, String origin, String licence)
      throws IOException {
    Map<String, Object> known = new LinkedHashMap<>();
    known.put("sha256", sha256);
    known.put("bytes", Files.size(file));
    known.put("origin", origin);
    known.put("licence", licence);
    Path written = Files.createTempFile(folder, name, ".json.tmp");
    Files.write(written, Trees.toJson(known));
    Files.move(written, sidecar(name), StandardCopyOption.REPLACE_EXISTING);
    Path place = folder.resolve(name + GGUF);
    Files.move(file, place, StandardCopyOption.ATOMIC_MOVE);
    return find(name).orElseThrow(() -> new IOException(place + " is gone"));
  }

  static void requireGguf(Path file) throws IOException, CatalogueException {
    try (InputStream in = Files.newInputStream(file)) {
      if (!java.util.Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
        throw new CatalogueException("file %s must be a GGUF model".formatted(file));
      }
    }
  }

  private Path sidecar(String name) {
    return folder.resolve(name + ".json");
  }

  private Map<?, ?> known(String name) throws IOException {
    Path file = sidecar(name);
    if (!Files.isRegularFile(file) || Files.size(file) > Limits.USUAL.bytes()) {
      return Map.of();
    }
    try {
      Object tree = new Trees(Limits.USUAL).fromJson(Files.readAllBytes(file));
      return tree instanceof Map<?, ?> map ? map : Map.of();
    } catch (CodecException broken) {
      return Map.of();
    }
  }

  private static String text(Map<?, ?> known, String field) {
    return known.get(field) instanceof String text ? Objects.requireNonNull(text) : "";
  }
}
