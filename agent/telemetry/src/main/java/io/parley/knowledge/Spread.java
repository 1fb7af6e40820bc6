package io.parley.knowledge;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Which members of a group go on a sheet that is too short for all: the extremes first. */
final class Spread {
  private Spread() {}

  /** The members of the largest group if they are too many: highest and lowest in turn. */
  static List<Fact> firstOf(List<Group> groups, int most) {
    if (groups.isEmpty() || groups.get(0).members().size() <= most || !groups.get(0).numeric()) {
      return List.of();
    }
    List<Fact> sorted = new ArrayList<>(groups.get(0).members());
    sorted.sort(Comparator.comparing(fact -> new BigDecimal(fact.value().toString())));
    List<Fact> first = new ArrayList<>();
    for (int i = 0; first.size() < most; i++) {
      first.add(sorted.get(sorted.size() - 1 - i));
      if (first.size() < most) {
        first.add(sorted.get(i));
      }
    }
    return first;
  }
}
