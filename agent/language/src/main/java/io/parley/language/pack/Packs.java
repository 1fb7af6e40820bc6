package io.parley.language.pack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Loads packs: those that travel in the jar, and an operator's own from a folder. */
public final class Packs {
  private Packs() {}

  /**
   * The packs of these languages, in that order.
   *
   * @param folder where an operator's own packs are, as {@code LANGUAGE.yaml}; they win over those
   *     in the jar; absent: none
   * @throws PackException if there is no pack of a language, or a pack breaks a rule
   */
  public static List<LanguagePack> load(List<String> languages, @Nullable Path folder) {
    List<LanguagePack> packs = new ArrayList<>();
    for (String language : languages) {
      packs.add(load(language.toLowerCase(Locale.ROOT), folder));
    }
    return List.copyOf(packs);
  }

  private static LanguagePack load(String language, @Nullable Path folder) {
    String name = language + ".yaml";
    if (!language.matches("[a-z]{2,3}(-[a-z0-9]{2,8})?")) {
      throw new PackException("language '%s' must be a BCP 47 tag".formatted(language));
    }
    try {
      if (folder != null && Files.isRegularFile(folder.resolve(name))) {
        try (InputStream in = Files.newInputStream(folder.resolve(name))) {
          return new LanguagePack(PackFile.read(folder.resolve(name).toString(), in));
        }
      }
      try (InputStream in = Packs.class.getResourceAsStream(name)) {
        if (in == null) {
          throw new PackException("there is no pack of language '%s'".formatted(language));
        }
        return new LanguagePack(PackFile.read(name, in));
      }
    } catch (IOException e) {
      throw new PackException("%s cannot be read: %s".formatted(name, e.getMessage()));
    }
  }
}
