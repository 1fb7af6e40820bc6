package io.parley.evaluation;

import io.parley.query.Condition;
import io.parley.query.Find;
import io.parley.query.Query;
import io.parley.query.Result;
import io.parley.scope.SiteIndex;
import io.parley.site.History;
import io.parley.site.SiteModel;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates queries over what is at a site and what its series were worth. A result is exact, or it
 * is {@link Result.Unknown} with one of three codes:
 *
 * <ul>
 *   <li>{@code unknown-word}: an entry of the scope names nothing; the detail is that entry, or all
 *       entries where each names something and together they name nothing.
 *   <li>{@code stale}: there is no value that holds now; the detail is a series' name.
 *   <li>{@code incomplete}: something is missing or not one thing. The detail says what: {@code
 *       thing} (the scope is not one series), {@code quantity}, {@code unit}, {@code number},
 *       {@code history}, {@code limit}, {@code counter}, {@code over}, {@code where}, {@code
 *       ratio}, {@code sum}, {@code scope}, {@code series} (too many), or the state that nothing in
 *       scope can have.
 * </ul>
 *
 * <p>At most 50 rows are told; {@code of} counts all. At most 2,000 series are judged by their
 * history. Any thread may evaluate.
 */
public final class Evaluator {
  private final SiteModel site;
  private final History history;

  private volatile @Nullable SiteIndex index;

  /** Over this site. */
  public Evaluator(SiteModel site, History history) {
    this.site = site;
    this.history = history;
  }

  /**
   * What a query comes to.
   *
   * @param now the time that counts as now
   */
  public Result evaluate(Query query, Instant now) {
    try {
      return find(Context.of(site, history, index(), checked(query), now));
    } catch (UnsureException unsure) {
      return unsure.result();
    }
  }

  /** A part of a query that its find has no use for is never dropped. */
  private static Query checked(Query query) {
    Find find = query.find();
    boolean sides = find == Find.DIFFERENCE || find == Find.RATIO || find == Find.COMPARE;
    boolean relation = query.where() instanceof Condition.Relation;
    boolean where =
        switch (find) {
          case AGE, LIMIT, PROBLEMS, TOPICS -> query.where() == null;
          case TREND, DIFFERENCE, RATIO, COMPARE -> query.where() == null || relation;
          default -> !relation;
        };
    boolean over =
        query.over() == null
            || switch (find) {
              case AGE, LIMIT, PROBLEMS, TOPICS -> false;
              case LIST, COUNT -> query.where() != null;
              default -> true;
            };
    if (!where || !over || (query.than() != null && !sides)) {
      throw UnsureException.incomplete(!where ? "where" : !over ? "over" : "than");
    }
    return query;
  }

  private SiteIndex index() {
    SiteIndex made = index;
    long version = site.version();
    if (made == null || made.version() != version) {
      made = new SiteIndex(site, version);
      index = made;
    }
    return made;
  }

  private static Result find(Context context) {
    Query query = context.query();
    Condition where = query.where();
    return switch (query.find()) {
      case VALUE -> where == null ? ValueFinds.value(context) : GroupFinds.of(context, where);
      case LIST, COUNT -> where == null ? ValueFinds.there(context) : GroupFinds.of(context, where);
      case ANY, ALL -> GroupFinds.of(context, needed(where, "where"));
      case AGE -> ValueFinds.age(context);
      case MAX, MIN, MEAN, SUM -> FigureFinds.of(context);
      case DIFFERENCE, RATIO, COMPARE -> SideFinds.of(context, needed(query.than(), "than"));
      case LIMIT -> ValueFinds.limit(context);
      case CHANGES -> ChangeFind.of(context);
      case TREND -> TrendFind.of(context);
      case DURATION -> EpisodeFinds.duration(context, needed(where, "where"));
      case WHEN -> EpisodeFinds.when(context, where);
      case TIMES -> EpisodeFinds.times(context, needed(where, "where"));
      case PROBLEMS -> ProblemFind.of(context);
      case TOPICS -> ValueFinds.topics(context);
    };
  }

  private static <T> T needed(@Nullable T part, String field) {
    if (part == null) {
      throw UnsureException.incomplete(field);
    }
    return part;
  }
}
