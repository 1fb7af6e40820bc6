package io.parley.documents;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files of a folder that are documents. */
final class Folder {
  private static final Logger LOGGER = LoggerFactory.getLogger(Folder.class);
  private static final Set<String> MARKDOWN = Set.of("md", "markdown");
  private static final Set<String> TEXT = Set.of("txt", "text");
  private static final int DEEPEST = 16;

  private final DocumentSettings settings;

  Folder(DocumentSettings settings) {
    this.settings = settings;
  }

  /** The documents with a stamp each that changes when they do, by their path with slashes. */
  Map<String, String> stamps() throws IOException {
    Map<String, String> stamps = new TreeMap<>();
    Files.walkFileTree(
        settings.folder(),
        Set.of(),
        DEEPEST,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            boolean hidden = folder.getFileName().toString().startsWith(".");
            return hidden && !folder.equals(settings.folder())
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (stamps.size() == settings.mostFiles()) {
              LOGGER.warn("documents: more than {} files, the rest is left out", stamps.size());
              return FileVisitResult.TERMINATE;
            }
            if (attributes.isRegularFile() && document(file)) {
              stamps.put(
                  name(file), attributes.lastModifiedTime().toMillis() + "-" + attributes.size());
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            LOGGER.warn("documents: {} cannot be read", file.getFileName());
            return FileVisitResult.CONTINUE;
          }
        });
    return stamps;
  }

  private static boolean document(Path file) {
    String name = file.getFileName().toString();
    String ending = ending(name);
    return !name.startsWith(".") && (MARKDOWN.contains(ending) || TEXT.contains(ending));
  }

  private static String ending(String name) {
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  private String name(Path file) {
    return settings.folder().relativize(file).toString().replace('\\', '/');
  }

  /** Whether the file is Markdown by its ending. */
  static boolean markdown(String name) {
    return MARKDOWN.contains(ending(name));
  }

  /**
   * The text of a document.
   *
   * @throws IOException if it is too large, no UTF-8, or cannot be read
   */
  String read(String name) throws IOException {
    Path file = settings.folder().resolve(name);
    if (Files.size(file) > settings.mostBytes()) {
      throw new IOException("size must be at most %d bytes".formatted(settings.mostBytes()));
    }
    byte[] bytes = Files.readAllBytes(file);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new IOException("text must be UTF-8", e);
    }
  }
}
