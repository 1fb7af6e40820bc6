package io.parley.language.reader;

import io.parley.language.pack.Concept;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Two words of a question that the site writes as one: its server room is a "serverroom". */
final class GluedNames {
  private static final int LEAST_LENGTH = 6;

  private GluedNames() {}

  /**
   * The two words from here on as one name; absent if the site has none of that spelling.
   *
   * @param phrase what a pack says here; a longer phrase stays
   */
  static @Nullable Link at(SiteIndex index, List<String> tokens, int at, @Nullable Link phrase) {
    if (at + 1 >= tokens.size() || (phrase != null && phrase.to() > at + 2)) {
      return null;
    }
    String both = tokens.get(at) + tokens.get(at + 1);
    boolean letters = both.codePoints().allMatch(Character::isLetter);
    if (!letters || both.length() < LEAST_LENGTH || !index.knows(both)) {
      return null;
    }
    List<Concept> concepts = phrase == null || phrase.to() < at + 2 ? List.of() : phrase.concepts();
    String words = tokens.get(at) + " " + tokens.get(at + 1);
    return Link.of(at, at + 2, words, concepts, List.of(both));
  }
}
