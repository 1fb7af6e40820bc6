package io.parley.language.plan;

import io.parley.language.reader.SiteIndex;
import io.parley.query.Scope;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Makes one scope of several where one can say the same. */
final class Merging {
  private final SiteIndex index;

  Merging(SiteIndex index) {
    this.index = index;
  }

  /**
   * One scope, or these where one cannot say it.
   *
   * @param union the series of all scopes
   */
  List<Scope> of(List<Scope> scopes, BitSet union) {
    return united(merged(scopes), union);
  }

  /** One scope where all are the same but for one list. */
  private static List<Scope> merged(List<Scope> scopes) {
    if (scopes.size() == 1) {
      return scopes;
    }
    List<Function<Scope, List<String>>> lists =
        List.of(Scope::things, Scope::classes, Scope::quantities, Scope::places, Scope::floors);
    Scope first = scopes.get(0);
    for (Function<Scope, List<String>> list : lists) {
      if (scopes.stream().allMatch(scope -> sameBut(lists, list, scope, first))
          && scopes.stream().noneMatch(scope -> list.apply(scope).isEmpty())) {
        Set<String> all = new LinkedHashSet<>();
        scopes.forEach(scope -> all.addAll(list.apply(scope)));
        List<String> entries = List.copyOf(all);
        return List.of(with(first, lists.indexOf(list), entries));
      }
    }
    return scopes;
  }

  /** One scope by the names of all things, where that means just these series. */
  private List<Scope> united(List<Scope> scopes, BitSet union) {
    List<String> things = Resolver.things(index, union);
    if (scopes.size() == 1 || things.size() > Scope.MOST || things.contains("")) {
      return scopes;
    }
    Scope all = Scope.ALL.withThings(things).withQuantities(scopes.get(0).quantities());
    return index.of(all).equals(union) ? List.of(all) : scopes;
  }

  private static boolean sameBut(
      List<Function<Scope, List<String>>> lists,
      Function<Scope, List<String>> but,
      Scope a,
      Scope b) {
    return a.like().equals(b.like())
        && lists.stream()
            .filter(list -> list != but)
            .allMatch(list -> list.apply(a).equals(list.apply(b)));
  }

  private static Scope with(Scope scope, int list, List<String> entries) {
    return switch (list) {
      case 0 -> scope.withThings(entries);
      case 1 -> scope.withClasses(entries);
      case 2 -> scope.withQuantities(entries);
      case 3 -> scope.withPlaces(entries);
      default -> scope.withFloors(entries);
    };
  }
}
