package io.parley.language.reader;

import io.parley.language.pack.Kind;
import io.parley.language.pack.LanguagePack;
import java.util.List;

/**
 * A question, every word accounted for.
 *
 * @param pack the language that it was read in
 * @param links its words in order
 * @param cut whether it was too long: what comes after these words is not read
 */
public record Reading(LanguagePack pack, List<Link> links, boolean cut) {
  public Reading {
    links = List.copyOf(links);
  }

  /** The words that nothing is known of, in order. */
  public List<String> unknown() {
    return links.stream().filter(Link::unknown).map(Link::words).toList();
  }

  /** Whether some words have this part. */
  public boolean has(Kind kind) {
    return links.stream().anyMatch(link -> link.is(kind));
  }

  /** The number of words that are known. */
  int known() {
    return links.stream().filter(link -> !link.unknown()).mapToInt(l -> l.to() - l.from()).sum();
  }
}
