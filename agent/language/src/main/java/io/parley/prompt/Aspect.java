package io.parley.prompt;

import io.parley.knowledge.Lexicon;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a short second question can want of a thing that the first one named. */
enum Aspect {
  MEASURED("when was the reading of %s measured"),
  CHANGED("when did %s last change"),
  LIMIT("what is the limit of %s"),
  HIGHEST("what was the highest %s"),
  LOWEST("what was the lowest %s"),
  AVERAGE("what was the average %s");

  private final String question;

  Aspect(String question) {
    this.question = question;
  }

  /** The one that the words ask for; null if none or several. */
  static @Nullable Aspect of(List<String> plain) {
    Aspect found = null;
    for (Aspect aspect : values()) {
      String list = "aspect " + aspect.name().toLowerCase(Locale.ROOT);
      if (plain.stream().anyMatch(w -> Lexicon.shared().in(list, w))) {
        if (found == null) {
          found = aspect;
        } else if (found.windowed()) {
          return null;
        }
      }
    }
    return found;
  }

  /** Whether it is one over a span of time. */
  boolean windowed() {
    return this == HIGHEST || this == LOWEST || this == AVERAGE;
  }

  String of(String subject) {
    return question.formatted(subject);
  }
}
