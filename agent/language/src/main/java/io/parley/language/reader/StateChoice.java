package io.parley.language.reader;

import io.parley.language.pack.Concept;
import io.parley.language.pack.Kind;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Of several states that a word means, the one that what is named has: an alarm "went off". */
final class StateChoice {
  private static final Map<String, String> OPPOSITES =
      Map.of("on", "off", "off", "on", "open", "closed", "closed", "open");

  private final SiteIndex index;
  private final List<Link> links;

  StateChoice(SiteIndex index, List<Link> links) {
    this.index = index;
    this.links = links;
  }

  /** Leaves each link one state where what is named has one of its states. */
  void settle() {
    links.replaceAll(this::settled);
  }

  private Link settled(Link link) {
    List<Concept> states = link.concepts().stream().filter(c -> c.kind() == Kind.STATE).toList();
    if (states.size() < 2) {
      return link;
    }
    BitSet named = new BitSet();
    named.set(0, index.series().size());
    links.stream().filter(Link::restricts).forEach(each -> named.and(index.of(each)));
    Set<String> seen = index.states(named);
    return states.stream()
        .filter(c -> seen.contains(c.value()) || seen.contains(OPPOSITES.get(c.value())))
        .findFirst()
        .map(link::withState)
        .orElse(link);
  }
}
