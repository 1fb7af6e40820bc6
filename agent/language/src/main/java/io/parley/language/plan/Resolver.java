package io.parley.language.plan;

import io.parley.language.pack.Concept;
import io.parley.language.pack.Kind;
import io.parley.language.plan.Plan.Doubt;
import io.parley.language.reader.Link;
import io.parley.language.reader.SiteIndex;
import io.parley.query.Scope;
import io.parley.site.Series;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Turns groups of restricting words into scopes. Words of a group are intersected; groups that and
 * or or joins are united, and what one of them leaves out (a place, a quantity) is that of its
 * neighbour. A word that names nothing leaves nothing.
 */
final class Resolver {
  private static final Map<String, List<String>> ALIKE =
      Map.of(
          "humidity", List.of("soil moisture", "moisture"),
          "level", List.of("volume"),
          "energy", List.of("consumption"),
          "illuminance", List.of("light level", "brightness"));
  private static final Set<String> AMOUNTS = Set.of("volume", "level", "weight", "count");

  private final SiteIndex index;

  Resolver(SiteIndex index) {
    this.index = index;
  }

  /**
   * The series that the groups mean.
   *
   * @param common restricts every group, e.g. the quantity that "warmer" implies
   * @param narrowing which of several things are meant
   */
  Selection select(List<List<Link>> groups, List<Concept> common, Narrowing narrowing) {
    List<List<Link>> whole = groups.isEmpty() ? List.of(List.of()) : shared(groups);
    List<Scope> scopes = new ArrayList<>();
    Set<Doubt> doubts = EnumSet.noneOf(Doubt.class);
    int things = 0;
    boolean mixed = false;
    boolean battery = true;
    BitSet union = new BitSet();
    for (int i = 0; i < whole.size(); i++) {
      List<Link> group = whole.get(i);
      BitSet meant = intersect(group, common);
      if (meant.isEmpty() && !groups.isEmpty() && !group.equals(groups.get(i))) {
        group = groups.get(i);
        meant = intersect(group, common);
      }
      if (meant.isEmpty()) {
        return Selection.unknown(missing(group, common));
      }
      group.stream().filter(Link::corrected).forEach(link -> doubts.add(Doubt.CORRECTED));
      Nearest nearest = new Nearest(index, group, common);
      BitSet chosen =
          switch (narrowing) {
            case NONE -> meant;
            case NEAREST -> nearest.of(meant, false, doubts);
            case ANY -> nearest.of(meant, true, doubts);
            case EXACT -> nearest.exact(meant);
            case ROOMS -> index.rooms(meant);
            case STATES -> of(nearest.of(meant, false, doubts), Series.Kind.STATE);
            case AMOUNTS -> amounts(nearest.of(meant, false, doubts));
            case COUNTERS -> of(meant, Series.Kind.COUNTER, Series.Kind.STATISTIC);
          };
      if (chosen.isEmpty()) {
        return Selection.inexpressible();
      }
      Scope scope =
          group.isEmpty() && common.isEmpty()
              ? Scope.ALL
              : new ScopeOf(index, group, common, chosen).scope();
      if (scope == null) {
        return Selection.inexpressible();
      }
      scopes.add(scope);
      things += things(index, chosen).size();
      mixed |= mixed(chosen);
      union.or(chosen);
      battery &=
          chosen.stream()
              .mapToObj(index.series()::get)
              .allMatch(each -> each.quantity().equals("battery"));
    }
    return new Selection(
        new Merging(index).of(scopes, union), List.of(), doubts, things, mixed, battery);
  }

  /** One of two groups that are held against each other, with what it takes from the other. */
  Selection sideOf(List<List<Link>> groups, int side, List<Concept> common) {
    Selection whole = select(List.of(shared(groups).get(side)), common, Narrowing.NEAREST);
    return whole.found() ? whole : select(List.of(groups.get(side)), common, Narrowing.NEAREST);
  }

  private BitSet intersect(List<Link> group, List<Concept> common) {
    BitSet meant = new BitSet();
    meant.set(0, index.series().size());
    for (Link link : group) {
      BitSet measured = index.ofMeasured(link);
      meant.and(measured.intersects(meant) ? measured : index.of(link));
    }
    boolean measured = group.stream().anyMatch(link -> link.is(Kind.QUANTITY));
    for (Concept concept : common) {
      if (!measured) {
        meant.and(implied(concept.value(), meant));
      }
    }
    return index.withoutSettings(meant);
  }

  /** What a word such as "driest" implies, or else what is like it. */
  private BitSet implied(String quantity, BitSet among) {
    BitSet of = index.ofQuantity(quantity);
    for (String like : ALIKE.getOrDefault(quantity, List.of())) {
      if (!of.intersects(among)) {
        of = index.ofQuantity(like);
      }
    }
    return of;
  }

  /** The first word that names nothing by itself, or else all of them: together they do not. */
  private List<String> missing(List<Link> group, List<Concept> common) {
    for (Link link : group) {
      if (index.of(link).isEmpty()) {
        return List.of(link.words());
      }
    }
    if (group.isEmpty()) {
      return common.stream().map(Concept::value).toList();
    }
    return List.of(String.join(" ", group.stream().map(Link::words).toList()));
  }

  /** Which of several things are meant. */
  enum Narrowing {
    /** All. */
    NONE,
    /** The one whose name has no words besides, or the only one; else all, in doubt. */
    NEAREST,
    /** The same, but without doubt: one of several is enough. */
    ANY,
    /** Those whose names have no words besides, if there are any. */
    EXACT,
    /** The rooms' own sensors. */
    ROOMS,
    /** The states of the nearest, if they have one. */
    STATES,
    /** How much there is of something, if that is measured. */
    AMOUNTS,
    /** What adds up, if anything does. */
    COUNTERS
  }

  private BitSet amounts(BitSet meant) {
    BitSet some = new BitSet();
    meant.stream()
        .filter(i -> AMOUNTS.contains(index.series().get(i).quantity()))
        .forEach(some::set);
    return some.isEmpty() ? meant : some;
  }

  /** Those of these kinds; all where there are none. */
  private BitSet of(BitSet meant, Series.Kind... kinds) {
    BitSet some = new BitSet();
    meant.stream()
        .filter(i -> List.of(kinds).contains(index.series().get(i).kind()))
        .forEach(some::set);
    return some.isEmpty() ? meant : some;
  }

  /** Whether one thing has several series of its own that were not told apart. */
  private boolean mixed(BitSet chosen) {
    return chosen.stream()
            .mapToObj(index.series()::get)
            .filter(each -> each.kind() != Series.Kind.OTHER && each.kind() != Series.Kind.SETTING)
            .map(each -> each.thing() + "/" + each.quantity())
            .distinct()
            .count()
        > things(index, chosen).size();
  }

  private enum Role {
    QUANTITY,
    PLACE,
    NAME
  }

  private static Role role(Link link) {
    if (link.is(Kind.QUANTITY)) {
      return Role.QUANTITY;
    }
    return link.is(Kind.PLACE) || link.is(Kind.FLOOR) ? Role.PLACE : Role.NAME;
  }

  private static Set<Role> roles(List<Link> group) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    group.forEach(link -> roles.add(role(link)));
    return roles;
  }

  /** Zone 2 and zone 3: what else is said of one is said of the other. */
  private static boolean parallel(Link link, List<Link> group) {
    return link.number() != null
        && group.stream()
            .anyMatch(
                each ->
                    each.number() != null
                        && (each.names().stream().anyMatch(link.names()::contains)
                            || each.concepts().stream().anyMatch(link.concepts()::contains)));
  }

  /** Gives each group what it leaves out and a neighbour has. */
  private static List<List<Link>> shared(List<List<Link>> groups) {
    List<List<Link>> whole = new ArrayList<>();
    for (int i = 0; i < groups.size(); i++) {
      List<Link> group = new ArrayList<>(groups.get(i));
      int own = i;
      for (int distance = 1; distance < groups.size(); distance++) {
        for (int j : new int[] {i - distance, i + distance}) {
          if (j >= 0 && j < groups.size()) {
            Set<Role> roles = roles(group);
            boolean numbered =
                groups.get(j).stream().anyMatch(link -> parallel(link, groups.get(own)));
            groups.get(j).stream()
                .filter(
                    link ->
                        !roles.contains(role(link))
                            || (numbered && !parallel(link, groups.get(own))))
                .forEach(group::add);
          }
        }
      }
      whole.add(group);
    }
    return whole;
  }

  /** The distinct things of these series, in order. */
  static List<String> things(SiteIndex index, BitSet of) {
    Set<String> things = new LinkedHashSet<>();
    of.stream().mapToObj(index.series()::get).map(Series::thing).forEach(things::add);
    return List.copyOf(things);
  }
}
