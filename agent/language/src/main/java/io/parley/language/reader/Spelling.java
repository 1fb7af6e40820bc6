package io.parley.language.reader;

import io.parley.language.pack.Kind;
import io.parley.language.pack.LanguagePack;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Mends one typing error: a letter too many, too few, another, or two changed places, against the
 * site's names and what the pack measures. A word that any pack knows is never an error.
 */
final class Spelling {
  private static final int LEAST_LENGTH = 5;
  private static final Set<Kind> NEVER_MEANT =
      Set.of(Kind.FILLER, Kind.LATEST, Kind.BEYOND, Kind.COMMAND, Kind.NOT, Kind.NONE, Kind.EXCEPT);

  private final LanguagePack pack;
  private final List<LanguagePack> packs;
  private final SiteIndex index;

  Spelling(LanguagePack pack, List<LanguagePack> packs, SiteIndex index) {
    this.pack = pack;
    this.packs = packs;
    this.index = index;
  }

  /** The only word that is one error away; absent if there is none, or more than one. */
  @Nullable String mended(String word) {
    if (word.length() < LEAST_LENGTH || SiteIndex.number(word) || anyPackKnows(word)) {
      return null;
    }
    String found = null;
    for (String each : index.words()) {
      if (oneErrorAway(word, each)) {
        if (found != null && !found.equals(each)) {
          return null;
        }
        found = each;
      }
    }
    for (String each : pack.words()) {
      if (oneErrorAway(word, each)
          && pack.concepts(each).stream().anyMatch(c -> !NEVER_MEANT.contains(c.kind()))) {
        if (found != null && !found.equals(each)) {
          return null;
        }
        found = each;
      }
    }
    return found;
  }

  private boolean anyPackKnows(String word) {
    return packs.stream()
        .anyMatch(each -> each.knows(word) || each.stems(word).stream().anyMatch(each::knows));
  }

  /** Damerau's distance of one. */
  static boolean oneErrorAway(String a, String b) {
    int difference = a.length() - b.length();
    if (Math.abs(difference) > 1 || a.equals(b) || b.length() < LEAST_LENGTH - 1) {
      return false;
    }
    int at = 0;
    while (at < Math.min(a.length(), b.length()) && a.charAt(at) == b.charAt(at)) {
      at++;
    }
    if (difference == 1) {
      return a.substring(at + 1).equals(b.substring(at));
    }
    if (difference == -1) {
      return a.substring(at).equals(b.substring(at + 1));
    }
    if (a.substring(at + 1).equals(b.substring(at + 1))) {
      return true;
    }
    return at + 1 < a.length()
        && a.charAt(at) == b.charAt(at + 1)
        && a.charAt(at + 1) == b.charAt(at)
        && a.substring(at + 2).equals(b.substring(at + 2));
  }
}
