package io.parley.language.plan;

import io.parley.language.pack.Kind;
import io.parley.language.reader.Link;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Words that are a state and a preposition: "the lamp is on", "the pressure on boiler 2". */
final class Prepositions {
  private static final Set<Kind> CONDITIONS =
      Set.of(
          Kind.QUANTITY,
          Kind.ABOVE,
          Kind.BELOW,
          Kind.OVER_LIMIT,
          Kind.UNDER_LIMIT,
          Kind.MAX,
          Kind.MIN);

  private Prepositions() {}

  /** The words without prepositions that look like a state. */
  static List<Link> dropped(List<Link> links) {
    List<Link> kept = new ArrayList<>();
    for (int i = 0; i < links.size(); i++) {
      if (!preposition(links, i)) {
        kept.add(links.get(i));
      }
    }
    return kept;
  }

  private static boolean preposition(List<Link> links, int at) {
    Link link = links.get(at);
    if (!link.is(Kind.IN) || at + 1 >= links.size()) {
      return false;
    }
    boolean beforeName = links.get(at + 1).restricts();
    if (link.is(Kind.ABOVE) || link.is(Kind.BELOW)) {
      return figureOverAll(links, at)
          || (beforeName
              && links.stream()
                  .noneMatch(
                      each -> each.is(Kind.NUMBER) || each.is(Kind.THAN) || each.is(Kind.LIMIT)));
    }
    if (!link.is(Kind.STATE)) {
      return false;
    }
    boolean otherwiseAsked =
        links.stream()
            .filter(each -> !each.equals(link))
            .anyMatch(
                each ->
                    each.concepts().stream().anyMatch(c -> CONDITIONS.contains(c.kind()))
                        || (each.is(Kind.STATE) && !each.is(Kind.IN)));
    return beforeName && otherwiseAsked;
  }

  /** "The average over all four docks", "the total over the three lines". */
  private static boolean figureOverAll(List<Link> links, int at) {
    boolean figure = links.stream().anyMatch(each -> each.is(Kind.MEAN) || each.is(Kind.SUM));
    int behind = at + 1;
    while (behind < links.size()
        && (links.get(behind).is(Kind.ALL)
            || (links.get(behind).is(Kind.NUMBER) && !links.get(behind).restricts()))) {
      behind++;
    }
    return figure && behind > at + 1 && behind < links.size() && links.get(behind).restricts();
  }
}
