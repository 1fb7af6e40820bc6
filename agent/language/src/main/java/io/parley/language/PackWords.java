package io.parley.language;

import io.parley.language.pack.Concept;
import io.parley.language.pack.Kind;
import io.parley.language.pack.LanguagePack;
import io.parley.language.pack.Phrase;
import io.parley.telemetry.SiteWords;
import java.util.List;

/** What the words of names mean in the packs of a site, the first pack first. */
public final class PackWords implements SiteWords {
  private static final int LONGEST_QUANTITY = 3;

  private final List<LanguagePack> packs;

  /** Words of these packs. */
  public PackWords(List<LanguagePack> packs) {
    this.packs = List.copyOf(packs);
  }

  /** Of several, the last: a "lamp plug" is a plug. A word of a longer place is no class. */
  @Override
  public String deviceClass(String name) {
    return last(name, Kind.CLASS);
  }

  @Override
  public String place(String name) {
    return last(name, Kind.PLACE);
  }

  @Override
  public String floor(String name) {
    return last(name, Kind.FLOOR);
  }

  @Override
  public String quantity(String name) {
    List<String> words = words(name);
    for (int at = Math.max(0, words.size() - LONGEST_QUANTITY); at < words.size(); at++) {
      List<String> rest = words.subList(at, words.size());
      for (LanguagePack pack : packs) {
        for (Phrase phrase : pack.phrases(rest.get(0))) {
          if (phrase.concept().kind() == Kind.QUANTITY && phrase.words().equals(rest)) {
            return phrase.concept().value();
          }
        }
      }
    }
    return "";
  }

  @Override
  public String state(String text) {
    List<String> words = List.of(text.strip().split("[ _-]+"));
    for (LanguagePack pack : packs) {
      for (Phrase phrase : pack.phrases(words.get(0))) {
        if (phrase.concept().kind() == Kind.STATE && phrase.words().equals(words)) {
          String state = phrase.concept().value();
          return state.indexOf('/') < 0 ? state : "";
        }
      }
    }
    return "";
  }

  private List<String> words(String name) {
    List<String> words = List.of(name.split("[ _/-]+"));
    for (LanguagePack pack : packs) {
      words = words.stream().flatMap(word -> pack.segments(word).stream()).toList();
    }
    return words;
  }

  private String last(String name, Kind kind) {
    List<String> words = words(name);
    for (int at = words.size() - 1; at >= 0; at--) {
      for (LanguagePack pack : packs) {
        String found = at(words, at, kind, pack);
        if (!found.isEmpty() && !(kind == Kind.CLASS && beginsPlace(words, at))) {
          return found;
        }
      }
    }
    return "";
  }

  /** Whether a place of several words begins here, as in "boiler room". */
  private boolean beginsPlace(List<String> words, int at) {
    return packs.stream()
        .flatMap(pack -> pack.phrases(words.get(at)).stream())
        .filter(phrase -> phrase.concept().kind() == Kind.PLACE && phrase.words().size() > 1)
        .anyMatch(
            phrase ->
                at + phrase.words().size() <= words.size()
                    && words.subList(at, at + phrase.words().size()).equals(phrase.words()));
  }

  /** The value of the longest phrase here. */
  private static String at(List<String> words, int at, Kind kind, LanguagePack pack) {
    String found = "";
    int longest = 0;
    List<String> firsts = new java.util.ArrayList<>(List.of(words.get(at)));
    firsts.addAll(pack.stems(words.get(at)));
    for (String first : firsts) {
      for (Phrase phrase : pack.phrases(first)) {
        Concept concept = phrase.concept();
        int size = phrase.words().size();
        if (concept.kind() == kind
            && size > longest
            && at + size <= words.size()
            && words.subList(at + 1, at + size).equals(phrase.words().subList(1, size))) {
          found = concept.value();
          longest = size;
        }
      }
    }
    if (found.isEmpty()) {
      found =
          pack.namedConcepts(words.get(at), each -> each == kind).stream()
              .map(Concept::value)
              .findFirst()
              .orElse("");
    }
    return found;
  }
}
