package io.parley.prompt;

import io.parley.knowledge.Lexicon;
import io.parley.prompt.Part.Run;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether all that a question names is there: a place, a thing or a number that no fact has. */
final class Links {
  private static final String UNKNOWN = "no '%s' is known here";

  /** Words for parts of a site that a name may leave open: with a number they name one. */
  private static final Set<String> PLACES =
      Set.of(
          "room",
          "zone",
          "unit",
          "machine",
          "device",
          "sensor",
          "area",
          "site",
          "building",
          "floor");

  /** Letters that are words or ends of words: "boiler's", "i'd", "don't". */
  private static final Set<String> NO_NAMES = Set.of("a", "i", "s", "t", "d", "m");

  private final Lexicon lexicon = Lexicon.shared();
  private final Reading reading;
  private final List<Series> all;
  private final List<String> words;

  Links(Reading reading, List<Series> all) {
    this.reading = reading;
    this.all = all;
    words = reading.words();
  }

  /** What is missing, as a sentence that names it; null if all is there. */
  @Nullable String missing() {
    String missing = unnamed();
    missing = missing == null ? place() : missing;
    return missing == null ? number() : missing;
  }

  private @Nullable String unnamed() {
    for (Part part : reading.parts()) {
      boolean aside = Questions.aside(part, reading);
      for (Run run : part.runs()) {
        for (int i = 0; i < run.words().size(); i++) {
          String word = run.words().get(i);
          if (!linked(word) && (!aside || thing(word))) {
            boolean number = Words.isNumber(word) && i > 0;
            return UNKNOWN.formatted(number ? run.words().get(i - 1) + " " + word : word);
          }
        }
      }
    }
    return null;
  }

  private boolean linked(String word) {
    return lexicon.in("generic", word) || all.stream().anyMatch(s -> s.covers(List.of(word)));
  }

  private boolean thing(String word) {
    return lexicon.in("things", word) || !lexicon.otherNames(word).isEmpty();
  }

  /**
   * "The second room", "the other zone", "room c", "the first floor": words that name no series.
   */
  private @Nullable String place() {
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      String before = Words.at(words, i - 1);
      if (!PLACES.contains(singular(word)) || linkedName(word)) {
        continue;
      }
      if (qualifies(before) && !linkedName(before)) {
        return UNKNOWN.formatted(before + " " + word);
      }
      String after = Words.at(words, i + 1);
      if (Words.isLetter(after)
          && Character.isLetter(after.codePointAt(0))
          && !NO_NAMES.contains(after)
          && !linkedName(after)) {
        return UNKNOWN.formatted(word + " " + after);
      }
      if (word.equals("floor")) {
        return UNKNOWN.formatted(word);
      }
    }
    return null;
  }

  private boolean qualifies(String word) {
    boolean ordinal = false;
    for (int n = 1; n <= 10 && !ordinal; n++) {
      ordinal = lexicon.in("ordinal " + n, word);
    }
    return ordinal || lexicon.in("qualifiers", word);
  }

  private static String singular(String word) {
    return word.endsWith("s") ? word.substring(0, word.length() - 1) : word;
  }

  private boolean linkedName(String word) {
    return all.stream().anyMatch(s -> s.entity().contains(word));
  }

  /** A number that is in no name, compares with nothing and counts no unit; or a second one. */
  private @Nullable String number() {
    Set<String> compared = new LinkedHashSet<>();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (!Words.isNumber(word) || reading.inSpan(i) || named(i)) {
        continue;
      }
      String before = before(i);
      if (reading.compared(i)) {
        compared.add(word);
      } else if (lexicon.in("generic", before) || before.equals("floor")) {
        return UNKNOWN.formatted(before + " " + word);
      } else if (!unit(Words.at(words, i + 1)) && !compares()) {
        return "the number %s of the question is not read here".formatted(word);
      }
    }
    return compared.size() < 2
        ? null
        : "the question compares with more than one number: %s"
            .formatted(String.join(", ", compared));
  }

  private String before(int i) {
    int at = i - 1;
    while (at > 0 && lexicon.in("bridges", words.get(at))) {
      at--;
    }
    return Words.at(words, at);
  }

  private boolean compares() {
    Direction direction = reading.direction();
    return direction != null && direction.compares();
  }

  private boolean unit(String word) {
    return lexicon.in("counted-unit", word)
        || lexicon.namesQuantity(word)
        || all.stream().anyMatch(s -> s.unitWords().contains(word));
  }

  private boolean named(int i) {
    return reading.parts().stream()
        .flatMap(p -> p.runs().stream())
        .anyMatch(r -> r.start() <= i && i < r.end());
  }
}
