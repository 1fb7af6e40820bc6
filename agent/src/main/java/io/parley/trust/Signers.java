package io.parley.trust;

import io.parley.message.Ids;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;

/** Whose signatures count here. */
public sealed interface Signers {
  /**
   * Only these keys, by {@link PublicKeyText#id()}; the node's own always counts.
   *
   * @param keyIds 32 hex digits each
   */
  record Listed(Set<String> keyIds) implements Signers {
    public Listed {
      keyIds = Set.copyOf(keyIds);
      keyIds.forEach(id -> Ids.require("signers", id));
    }
  }

  /** Everybody who may publish on the broker; for a closed network. */
  record Anybody() implements Signers {}

  /** Only the node itself. */
  static Signers nobodyElse() {
    return new Listed(Set.of());
  }

  /**
   * The keys in a file, one id a line, what follows it a comment; {@code *} alone lets in
   * everybody.
   *
   * @return nobody else if there is no such file
   * @throws IllegalArgumentException if a line is no key id
   * @throws UncheckedIOException if the file cannot be read
   */
  static Signers in(Path file) {
    if (!Files.exists(file)) {
      return nobodyElse();
    }
    try {
      Set<String> ids =
          Files.readAllLines(file).stream()
              .map(line -> line.strip().split("\\s+")[0])
              .filter(id -> !id.isEmpty() && !id.startsWith("#"))
              .collect(Collectors.toSet());
      return ids.contains("*") ? new Anybody() : new Listed(ids);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether this key counts. */
  default boolean trust(PublicKeyText key) {
    return this instanceof Anybody
        || (this instanceof Listed listed && listed.keyIds().contains(key.id()));
  }
}
