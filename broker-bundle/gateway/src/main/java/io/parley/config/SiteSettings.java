package io.parley.config;

import java.time.ZoneId;
import java.util.List;

/**
 * How people at a site speak of it.
 *
 * @param languages the languages of questions, BCP 47, the first first; each has a pack in the jar
 *     or in the data folder's {@code packs}
 * @param zone the time zone of "today" and "since 6:00"
 */
public record SiteSettings(List<String> languages, ZoneId zone) {
  /** The languages whose packs travel with the node. */
  public static final List<String> SHIPPED = List.of("en", "de", "fr", "es", "nl", "it", "zh");

  private static final int MOST_LANGUAGES = 16;

  public SiteSettings {
    languages = List.copyOf(languages);
    if (languages.isEmpty() || languages.size() > MOST_LANGUAGES) {
      throw new IllegalArgumentException(
          "languages must have 1 to %d entries, it has %d"
              .formatted(MOST_LANGUAGES, languages.size()));
    }
  }

  /** Every shipped language, in the time zone of this machine. */
  public static SiteSettings usual() {
    return new SiteSettings(SHIPPED, ZoneId.systemDefault());
  }
}
