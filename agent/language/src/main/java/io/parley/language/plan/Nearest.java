package io.parley.language.plan;

import io.parley.language.pack.Concept;
import io.parley.language.pack.Kind;
import io.parley.language.plan.Plan.Doubt;
import io.parley.language.reader.Link;
import io.parley.language.reader.SiteIndex;
import io.parley.site.Series;
import java.util.BitSet;
import java.util.List;
import java.util.Set;

/** Of the series that one thing's words fit, those whose names have the fewest words besides. */
final class Nearest {
  private static final int MOST_SEVERAL = 3;
  private static final Set<String> WEATHER =
      Set.of("pressure", "wind speed", "rainfall", "illuminance", "wind direction");

  private final SiteIndex index;
  private final List<Link> group;
  private final List<Concept> common;

  Nearest(SiteIndex index, List<Link> group, List<Concept> common) {
    this.index = index;
    this.group = group;
    this.common = common;
  }

  /**
   * Those of these series that are meant.
   *
   * @param any whether one of several is enough: "is the window open?" is asked of all windows
   */
  BitSet of(BitSet meant, boolean any, Set<Doubt> doubts) {
    int least = Integer.MAX_VALUE;
    BitSet nearest = new BitSet();
    for (int i = meant.nextSetBit(0); i >= 0; i = meant.nextSetBit(i + 1)) {
      int others = others(index.series().get(i));
      if (others < least) {
        least = others;
        nearest.clear();
      }
      if (others == least) {
        nearest.set(i);
      }
    }
    boolean several = Resolver.things(index, meant).size() > 1;
    if (least > 0 && onlyPlace()) {
      if (several || !weather(meant)) {
        doubts.add(Doubt.NEAREST);
      }
      return nearest;
    }
    if (any && several && Resolver.things(index, nearest).size() > 1) {
      return meant;
    }
    if (least > 0 && several) {
      if (!any) {
        doubts.add(Doubt.SEVERAL);
      }
      return meant;
    }
    if (Resolver.things(index, nearest).size() > MOST_SEVERAL && !any) {
      doubts.add(Doubt.SEVERAL);
    }
    return nearest;
  }

  /** Those whose names have no other words; all where there are none. */
  BitSet exact(BitSet meant) {
    BitSet exact = new BitSet();
    meant.stream().filter(i -> others(index.series().get(i)) == 0).forEach(exact::set);
    return exact.isEmpty() ? meant : exact;
  }

  /** The kitchen's temperature is not that of a fridge in the kitchen. */
  private boolean onlyPlace() {
    return !group.isEmpty()
        && group.stream()
            .allMatch(link -> link.is(Kind.QUANTITY) || link.is(Kind.PLACE) || link.is(Kind.FLOOR));
  }

  /** The wind, the air's pressure: a site that measures one of them once means it so. */
  private boolean weather(BitSet meant) {
    return meant.stream()
        .mapToObj(index.series()::get)
        .allMatch(each -> each.place().equals("outside") && WEATHER.contains(each.quantity()));
  }

  private int others(Series series) {
    boolean state = group.stream().noneMatch(link -> link.is(Kind.QUANTITY)) && common.isEmpty();
    // Without a quantity in the question, what the thing is called counts, not what it measures.
    String name = state && !series.thing().isEmpty() ? series.thing() : series.name();
    boolean elsewhere =
        group.stream()
            .map(link -> link.value(Kind.PLACE))
            .anyMatch(place -> !place.isEmpty() && !place.equals(series.place()));
    return index.others(name, group, series) + (elsewhere ? 1 : 0);
  }
}
