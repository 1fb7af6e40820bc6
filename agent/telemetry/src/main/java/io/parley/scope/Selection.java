package io.parley.scope;

import io.parley.query.Scope;
import io.parley.scope.SiteIndex.Field;
import io.parley.site.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The series that a scope names, in the order of their names. An entry that names nothing is never
 * dropped.
 */
public final class Selection {
  private final SiteIndex index;

  private Selection(SiteIndex index) {
    this.index = index;
  }

  /**
   * The series that a scope names.
   *
   * @throws UnknownWordException if an entry names nothing, or all of them together do
   */
  public static List<Series> of(SiteIndex index, Scope scope) {
    Selection selection = new Selection(index);
    int[] found = selection.restricted(scope);
    if (found == null) {
      found = IntStream.range(0, index.series().size()).toArray();
    }
    for (Scope excluded : scope.not()) {
      int[] out = selection.restricted(excluded);
      if (out != null) {
        found = SiteIndex.less(found, out);
      }
    }
    if (found.length == 0) {
      throw new UnknownWordException(String.join(" ", entries(scope)));
    }
    return Arrays.stream(found).mapToObj(index.series()::get).toList();
  }

  private static List<String> entries(Scope scope) {
    return Stream.of(
            scope.things(),
            scope.like(),
            scope.classes(),
            scope.quantities(),
            scope.places(),
            scope.floors())
        .flatMap(List::stream)
        .toList();
  }

  /** What all restrictions but {@code not} leave; null if there are none. */
  private int @Nullable [] restricted(Scope scope) {
    List<int[]> parts = new ArrayList<>();
    anyOf(parts, Field.THING, scope.things());
    anyOf(parts, Field.CLASS, scope.classes());
    anyOf(parts, Field.QUANTITY, scope.quantities());
    anyOf(parts, Field.PLACE, scope.places());
    anyOf(parts, Field.FLOOR, scope.floors());
    for (String entry : Words.joined(scope.like())) {
      parts.add(known(index.like(entry), entry));
    }
    return parts.stream().reduce(SiteIndex::both).orElse(null);
  }

  private void anyOf(List<int[]> parts, Field field, List<String> entries) {
    if (!entries.isEmpty()) {
      parts.add(
          entries.stream()
              .flatMapToInt(entry -> Arrays.stream(known(index.with(field, entry), entry)))
              .sorted()
              .distinct()
              .toArray());
    }
  }

  private static int[] known(int[] found, String entry) {
    if (found.length == 0) {
      throw new UnknownWordException(entry);
    }
    return found;
  }
}
