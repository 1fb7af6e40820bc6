package io.parley.language.plan;

import io.parley.language.pack.Concept;
import io.parley.language.pack.Kind;
import io.parley.language.reader.Link;
import io.parley.language.reader.SiteIndex;
import io.parley.query.Scope;
import io.parley.site.Series;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Says a set of series as a scope: by what the words mean, else by the names of the things. A scope
 * that would mean other series than these is never given.
 */
final class ScopeOf {
  private final SiteIndex index;
  private final List<Link> group;
  private final List<Concept> common;
  private final BitSet chosen;

  ScopeOf(SiteIndex index, List<Link> group, List<Concept> common, BitSet chosen) {
    this.index = index;
    this.group = group;
    this.common = common;
    this.chosen = chosen;
  }

  /** The scope; absent if none means exactly these series. */
  @Nullable Scope scope() {
    return Stream.of(byWords(), byThings(), bySeries())
        .filter(scope -> index.of(scope).equals(chosen))
        .findFirst()
        .orElse(null);
  }

  private Stream<Series> series() {
    return chosen.stream().mapToObj(index.series()::get);
  }

  private Scope byWords() {
    Set<String> quantities = new LinkedHashSet<>();
    Set<String> classes = new LinkedHashSet<>();
    Set<String> places = new LinkedHashSet<>();
    Set<String> floors = new LinkedHashSet<>();
    Set<String> things = new LinkedHashSet<>();
    Set<String> like = new LinkedHashSet<>();
    for (Link link : group) {
      if (says(link, Kind.QUANTITY, Series::quantity, quantities)
          || says(link, Kind.PLACE, Series::place, places)
          || says(link, Kind.FLOOR, Series::floor, floors)
          || says(link, Kind.CLASS, Series::deviceClass, classes)) {
        continue;
      }
      String thing = exactThing(link);
      if (thing == null) {
        likeOf(link).forEach(like::add);
      } else {
        things.add(thing);
      }
    }
    if (quantities.isEmpty()) {
      common.stream().map(Concept::value).forEach(quantities::add);
    }
    return new Scope(
        List.copyOf(things),
        List.copyOf(like),
        List.copyOf(classes),
        List.copyOf(quantities),
        List.copyOf(places),
        List.copyOf(floors),
        List.of());
  }

  private boolean says(Link link, Kind kind, Function<Series, String> field, Set<String> into) {
    String value = link.value(kind);
    if (value.isEmpty()
        || link.number() != null
        || !series().allMatch(each -> field.apply(each).equals(value))) {
      return false;
    }
    into.add(value);
    return true;
  }

  private static String numbered(Link link, String name) {
    return link.number() == null ? name : name + " " + link.number().toPlainString();
  }

  private @Nullable String exactThing(Link link) {
    return link.names().stream()
        .map(name -> index.thing(numbered(link, name)))
        .filter(thing -> thing != null && series().allMatch(s -> s.thing().equals(thing)))
        .findFirst()
        .orElse(null);
  }

  /** The word of the site, in the form that all of these series have. */
  private List<String> likeOf(Link link) {
    return link.names().stream()
        .map(name -> numbered(link, name))
        .filter(name -> contains(index.named(name), chosen))
        .limit(1)
        .toList();
  }

  private static boolean contains(BitSet all, BitSet some) {
    BitSet rest = (BitSet) some.clone();
    rest.andNot(all);
    return rest.isEmpty();
  }

  private Scope byThings() {
    List<String> things = Resolver.things(index, chosen);
    Scope words = byWords();
    boolean named = things.size() <= Scope.MOST && !things.contains("");
    return named
        ? Scope.ALL
            .withThings(things)
            .withQuantities(words.quantities())
            .withLike(things.size() == 1 ? qualifiers() : List.of())
        : words;
  }

  /** The words of the question that are qualifiers of all the chosen series. */
  private List<String> qualifiers() {
    return group.stream()
        .flatMap(link -> link.names().stream())
        .filter(name -> series().allMatch(each -> each.qualifiers().contains(name)))
        .distinct()
        .toList();
  }

  private Scope bySeries() {
    Series only = index.series().get(chosen.nextSetBit(0));
    Scope scope = Scope.ALL.withLike(List.of(only.name()));
    return only.quantity().isEmpty() ? scope : scope.withQuantities(List.of(only.quantity()));
  }
}
