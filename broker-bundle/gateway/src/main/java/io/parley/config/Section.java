package io.parley.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A mapping of the file that the schema has accepted; what is absent calls nobody.
 *
 * @param node the mapping
 * @param folder where relative paths begin
 * @param name the dotted key of the mapping, empty for the whole file
 * @param secretFiles files that secrets were read from, collected by all sections of a file
 */
record Section(JsonNode node, Path folder, String name, List<Path> secretFiles) {
  private static final int LONGEST_SECRET = 4_096;

  void text(String key, Consumer<String> take) {
    if (node.has(key)) {
      take.accept(node.get(key).asText());
    }
  }

  @Nullable String text(String key) {
    return node.has(key) ? node.get(key).asText() : null;
  }

  String text(String key, String absent) {
    return node.has(key) ? node.get(key).asText() : absent;
  }

  void integer(String key, IntConsumer take) {
    if (node.has(key)) {
      take.accept(node.get(key).intValue());
    }
  }

  int integer(String key, int absent) {
    return node.has(key) ? node.get(key).intValue() : absent;
  }

  long integer(String key, long absent) {
    return node.has(key) ? node.get(key).longValue() : absent;
  }

  void number(String key, DoubleConsumer take) {
    if (node.has(key)) {
      take.accept(node.get(key).doubleValue());
    }
  }

  @Nullable Double number(String key) {
    return node.has(key) ? Double.valueOf(node.get(key).doubleValue()) : null;
  }

  boolean flag(String key, boolean absent) {
    return node.has(key) ? node.get(key).booleanValue() : absent;
  }

  <E extends Enum<E>> E word(String key, Class<E> type, E absent) {
    String word = text(key);
    return word == null
        ? absent
        : Enum.valueOf(type, word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  void path(String key, Consumer<Path> take) {
    Path path = path(key);
    if (path != null) {
      take.accept(path);
    }
  }

  @Nullable Path path(String key) {
    String text = text(key);
    if (text == null) {
      return null;
    }
    return text.startsWith("~/")
        ? Path.of(System.getProperty("user.home"), text.substring(2)).normalize()
        : folder.resolve(text).normalize();
  }

  /** The key's value, or the first line of the file that KEYFile names. */
  @Nullable String secret(String key) {
    Path file = path(key + "File");
    if (file == null) {
      return text(key);
    }
    secretFiles.add(file);
    try {
      if (Files.size(file) > LONGEST_SECRET) {
        throw new IllegalArgumentException(
            "%s '%s' must be at most %d bytes".formatted(at(key + "File"), file, LONGEST_SECRET));
      }
      return Files.readString(file, StandardCharsets.UTF_8)
          .lines()
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "%s '%s' must not be empty".formatted(at(key + "File"), file)));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "%s '%s' must be a file that can be read".formatted(at(key + "File"), file), e);
    }
  }

  <T> void section(String key, Function<Section, T> read, Consumer<T> take) {
    T section = section(key, read);
    if (section != null) {
      take.accept(section);
    }
  }

  <T> @Nullable T section(String key, Function<Section, T> read) {
    return node.has(key) ? inner(node.get(key), at(key), read) : null;
  }

  <T> void list(String key, Function<Section, T> read, Consumer<List<T>> take) {
    if (node.has(key)) {
      take.accept(list(key, read));
    }
  }

  <T> List<T> list(String key, Function<Section, T> read) {
    List<T> elements = new ArrayList<>();
    int index = 0;
    for (JsonNode element : node.path(key)) {
      elements.add(inner(element, at(key) + "." + index++, read));
    }
    return elements;
  }

  List<String> texts(String key) {
    return list(key, element -> element.node().asText());
  }

  /** A record names its field; which of several such sections it was is known here. */
  private <T> T inner(JsonNode value, String at, Function<Section, T> read) {
    try {
      return read.apply(new Section(value, folder, at, secretFiles));
    } catch (IllegalArgumentException e) {
      String problem = String.valueOf(e.getMessage());
      boolean placed = problem.startsWith(at.replaceFirst("\\..*", ""));
      throw placed ? e : new IllegalArgumentException(at + "." + problem, e);
    }
  }

  private String at(String key) {
    return name.isEmpty() ? key : name + "." + key;
  }
}
