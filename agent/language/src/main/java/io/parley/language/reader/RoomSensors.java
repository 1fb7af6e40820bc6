package io.parley.language.reader;

import io.parley.language.pack.Kind;
import io.parley.language.pack.LanguagePack;
import io.parley.site.Series;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Which sensors are of a room and of nothing in it, by the words of their names. */
final class RoomSensors {
  private static final Set<String> OUTDOORS =
      Set.of("outside", "garden", "terrace", "balcony", "porch", "yard");

  private final List<LanguagePack> packs;
  private final NameConcepts names;
  private final SiteWord siteWord;

  RoomSensors(List<LanguagePack> packs, NameConcepts names, SiteWord siteWord) {
    this.siteWord = siteWord;
    this.packs = packs;
    this.names = names;
  }

  /** Whether the series is of such a sensor. */
  boolean has(Series each) {
    List<String> name = name(each);
    int places = 0;
    int things = 0;
    int i = 0;
    while (i < name.size()) {
      int words =
          names.concepts(name, i).entrySet().stream()
              .filter(meant -> meant.getKey().kind() != Kind.CLASS)
              .mapToInt(Map.Entry::getValue)
              .max()
              .orElse(0);
      places += words;
      things += words == 0 && isThing(name.get(i)) ? 1 : 0;
      i += Math.max(1, words);
    }
    int others = name.size() - places - things;
    boolean indoors = !OUTDOORS.contains(each.place());
    boolean unknownRoom = things > 0 && others <= 1;
    return indoors && each.deviceClass().isEmpty() && (others <= 0 || unknownRoom);
  }

  /** Whether it may be: a thing of no known class with a word that nobody knows. */
  boolean perhaps(Series each) {
    List<String> name = name(each);
    boolean unknown =
        IntStream.range(0, name.size())
            .anyMatch(i -> unknown(name.get(i)) && names.concepts(name, i).isEmpty());
    boolean indoors = !OUTDOORS.contains(each.place());
    return indoors
        && each.deviceClass().isEmpty()
        && each.place().isEmpty()
        && unknown
        && !has(each);
  }

  /** The thing's name without the word of the site. */
  private List<String> name(Series each) {
    List<String> name = Tokenizer.name(each.thing(), packs);
    return name.size() > 1 && siteWord.is(name.get(0)) ? name.subList(1, name.size()) : name;
  }

  private boolean unknown(String word) {
    return word.length() > 2
        && word.codePoints().allMatch(Character::isLetter)
        && packs.stream().allMatch(p -> p.concepts(word).isEmpty());
  }

  private boolean isThing(String word) {
    return packs.stream()
        .anyMatch(p -> p.concepts(word).stream().anyMatch(c -> c.kind() == Kind.THING));
  }
}
