package io.parley.query;

import org.jspecify.annotations.Nullable;

/**
 * What is asked, as data.
 *
 * @param find what is asked for
 * @param scope which series it is about
 * @param where what their values must be like; absent: anything
 * @param over the time it is about; absent: now
 * @param than the other side of a difference, a ratio or a comparison
 * @param top how many extremes, 1 to {@value #MOST_TOP}; 1 where it has no meaning
 * @param unit the unit to tell it in; absent: that of the series
 */
public record Query(
    Find find,
    Scope scope,
    @Nullable Condition where,
    @Nullable Span over,
    @Nullable Than than,
    int top,
    @Nullable String unit) {
  /** The most extremes that can be asked for. */
  public static final int MOST_TOP = 20;

  public Query {
    if (top < 1 || top > MOST_TOP) {
      throw new QueryException("top", "%d must be 1 to %d".formatted(top, MOST_TOP));
    }
    if (unit != null && (unit.isBlank() || unit.length() > 32)) {
      throw new QueryException("unit", "must have 1 to 32 characters");
    }
    switch (find) {
      case ANY, ALL, DURATION, TIMES -> require(where != null, "where", find);
      case DIFFERENCE, RATIO -> require(than != null, "than", find);
      case COMPARE -> {
        require(than != null, "than", find);
        require(where instanceof Condition.Relation, "where", find);
      }
      default -> {}
    }
    if (where instanceof Condition.Relation && than == null && find != Find.TREND) {
      throw new QueryException("than", "must be given where the condition is a relation");
    }
    if (find == Find.TIMES || find == Find.CHANGES) {
      require(over != null, "over", find);
    }
  }

  private static void require(boolean there, String field, Find find) {
    if (!there) {
      throw new QueryException(field, "must be given: find '%s' needs it".formatted(find.code()));
    }
  }

  /** A query about these series, with nothing else. */
  public static Query of(Find find, Scope scope) {
    return new Query(find, scope, null, null, null, 1, null);
  }

  /** The same about other series. */
  public Query in(Scope other) {
    return new Query(find, other, where, over, than, top, unit);
  }

  /** The same with a condition. */
  public Query where(@Nullable Condition condition) {
    return new Query(find, scope, condition, over, than, top, unit);
  }

  /** The same at another time. */
  public Query over(@Nullable Span span) {
    return new Query(find, scope, where, span, than, top, unit);
  }

  /** The same beside another side. */
  public Query than(@Nullable Than other) {
    return new Query(find, scope, where, over, other, top, unit);
  }

  /** The same with more extremes. */
  public Query top(int count) {
    return new Query(find, scope, where, over, than, count, unit);
  }

  /** The same, told in a unit. */
  public Query unit(@Nullable String wanted) {
    return new Query(find, scope, where, over, than, top, wanted);
  }
}
