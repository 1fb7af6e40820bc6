package io.parley.language.plan;

import io.parley.language.pack.Kind;
import io.parley.language.pack.LanguagePack;
import io.parley.language.reader.Link;
import io.parley.language.reader.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Leaves out the clauses that are about the asker: "..., I'm worried", "..., the boss is asking".
 */
final class Asides {
  /** Parts that could change what is asked. */
  private static final Set<Kind> CHANGING =
      Set.of(
          Kind.STATE,
          Kind.ABOVE,
          Kind.BELOW,
          Kind.NOT,
          Kind.EXCEPT,
          Kind.SPAN,
          Kind.MAX,
          Kind.MIN,
          Kind.NUMBER);

  private final LanguagePack pack;
  private final List<Link> links;

  private Asides(Reading reading) {
    this.pack = reading.pack();
    this.links = reading.links();
  }

  /** The reading without them; the same where there are none, or nothing else. */
  static Reading without(Reading reading) {
    List<Link> kept = new Asides(reading).kept();
    return kept.isEmpty() || kept.size() == reading.links().size()
        ? reading
        : new Reading(reading.pack(), kept, reading.cut());
  }

  private List<Link> kept() {
    List<Link> kept = new ArrayList<>();
    List<Link> clause = new ArrayList<>();
    for (Link link : links) {
      if (link.words().equals(",")) {
        close(clause, kept);
        clause = new ArrayList<>();
      }
      clause.add(link);
    }
    close(clause, kept);
    return kept;
  }

  private void close(List<Link> clause, List<Link> kept) {
    if (!about(clause)) {
      kept.addAll(clause);
    }
  }

  private boolean about(List<Link> clause) {
    String words = " " + String.join(" ", clause.stream().map(Link::words).toList()) + " ";
    return pack.asides().stream().anyMatch(aside -> words.contains(" " + aside + " "))
        && clause.stream().noneMatch(Asides::changes);
  }

  private static boolean changes(Link link) {
    return link.restricts()
        || link.span() != null
        || link.concepts().stream().anyMatch(concept -> CHANGING.contains(concept.kind()));
  }
}
