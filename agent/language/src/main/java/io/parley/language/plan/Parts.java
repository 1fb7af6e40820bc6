package io.parley.language.plan;

import io.parley.language.pack.Kind;
import io.parley.language.reader.Link;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The words of one part of a question that still wait for their place in the query. */
final class Parts {
  private static final Set<Kind> SILENT =
      Set.of(Kind.FILLER, Kind.IN, Kind.ANY, Kind.THING, Kind.LATEST, Kind.TURNED);

  private final List<Link> links;
  private final Set<Link> left = new LinkedHashSet<>();

  Parts(List<Link> links) {
    this.links = List.copyOf(links);
    links.stream().filter(link -> !silent(link)).forEach(left::add);
  }

  private static boolean silent(Link link) {
    return link.names().isEmpty()
        && link.span() == null
        && !link.concepts().isEmpty()
        && link.concepts().stream().allMatch(concept -> SILENT.contains(concept.kind()));
  }

  List<Link> links() {
    return links;
  }

  /** Whether a word says degrees, of whatever scale, without a number. */
  boolean degrees() {
    return links.stream()
        .anyMatch(link -> UnitQuantities.DEGREES.equals(link.unit()) && link.number() == null);
  }

  /** "Which robots are milking?": a name behind the verb is no condition. */
  boolean namesAsPredicate() {
    Link last = links.get(links.size() - 1);
    boolean verb =
        links.size() > 1
            && links.get(links.size() - 2).is(Kind.ASK)
            && links.get(links.size() - 2).value(Kind.ASK).equals("is");
    return verb && last.restricts() && last.concepts().isEmpty();
  }

  boolean has(Kind... kinds) {
    return Arrays.stream(kinds).anyMatch(kind -> first(kind).isPresent());
  }

  /** Whether the words as they stand have it, silent ones too. */
  boolean says(Kind kind, String value) {
    return links.stream()
        .flatMap(link -> link.concepts().stream())
        .anyMatch(concept -> concept.kind() == kind && concept.value().equals(value));
  }

  Optional<Link> first(Kind kind) {
    return left.stream().filter(link -> link.is(kind)).findFirst();
  }

  /** The first of this kind that stands behind this one. */
  Optional<Link> firstBehind(Kind kind, Link link) {
    return left.stream()
        .filter(each -> each.is(kind) && each.from() >= link.to())
        .min(Comparator.comparingInt(Link::from));
  }

  /** Whether the next word behind this one that is not silent names something. */
  boolean restrictsBehind(Link link) {
    return links.stream()
        .filter(each -> each.from() >= link.to() && !silent(each))
        .min(Comparator.comparingInt(Link::from))
        .filter(each -> each.restricts() && !each.is(Kind.NUMBER))
        .isPresent();
  }

  /** Takes the first of this kind. */
  Optional<Link> take(Kind kind) {
    Optional<Link> found = first(kind);
    found.ifPresent(left::remove);
    return found;
  }

  /** Takes all of these kinds; says whether there was one. */
  boolean takeAll(Kind... kinds) {
    boolean any = false;
    for (Kind kind : kinds) {
      any |= left.removeIf(link -> link.is(kind));
    }
    return any;
  }

  /** Takes all that have this part with this value. */
  void takeAllOf(Kind kind, String value) {
    left.removeIf(link -> link.is(kind) && link.value(kind).equals(value));
  }

  void take(Link link) {
    left.remove(link);
  }

  /** The value of the first question word; empty if there is none. */
  String ask() {
    return first(Kind.ASK).map(link -> link.value(Kind.ASK)).orElse("");
  }

  /** The words that say which series are meant, in groups that and, or, a comma or than part. */
  List<List<Link>> groups() {
    List<List<Link>> groups = new ArrayList<>();
    List<Link> group = new ArrayList<>();
    for (Link link : links) {
      if (link.is(Kind.AND) || link.is(Kind.OR) || link.is(Kind.THAN) || link.is(Kind.EXCEPT)) {
        if (!group.isEmpty()) {
          groups.add(group);
        }
        group = new ArrayList<>();
      } else if (left.contains(link) && link.restricts() && !takenOtherwise(link)) {
        group.add(link);
      }
    }
    if (!group.isEmpty()) {
      groups.add(group);
    }
    return groups;
  }

  /** A word with another part in the question restricts only if a pack says so too. */
  private static boolean takenOtherwise(Link link) {
    return link.concepts().stream()
            .anyMatch(
                c ->
                    !c.kind().restricts()
                        && c.kind() != Kind.FILLER
                        && c.kind() != Kind.LATEST
                        && c.kind() != Kind.TURNED
                        && c.kind() != Kind.USED
                        && c.kind() != Kind.COMMAND
                        && c.kind() != Kind.BEYOND
                        && c.kind() != Kind.UNIT)
        && link.concepts().stream().noneMatch(c -> c.kind().restricts());
  }

  /** The words that have no place yet. */
  List<String> rest() {
    return left.stream()
        .filter(link -> !link.is(Kind.AND) && !link.is(Kind.OR))
        .map(Link::words)
        .toList();
  }
}
