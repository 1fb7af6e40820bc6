package io.parley.evaluation;

import io.parley.query.Query;
import io.parley.query.Span;
import io.parley.scope.SiteIndex;
import io.parley.site.Current;
import io.parley.site.History;
import io.parley.site.Series;
import io.parley.site.SiteModel;
import io.parley.site.Step;
import io.parley.timeline.Timeline;
import io.parley.timeline.Window;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What one evaluation is about.
 *
 * @param time the time that the query is about
 * @param steps how many steps of the history may still be looked at
 */
record Context(
    SiteModel site,
    History history,
    SiteIndex index,
    Query query,
    Instant now,
    Time time,
    AtomicLong steps) {
  /** The most series whose history one query looks at. */
  static final int MOST_SERIES = 2_000;

  /** The most steps of all series together that one query looks at. */
  static final long MOST_STEPS = 5_000_000;

  static Context of(SiteModel site, History history, SiteIndex index, Query query, Instant now) {
    Time time = Time.of(query.over(), now, site.zone());
    return new Context(site, history, index, query, now, time, new AtomicLong(MOST_STEPS));
  }

  /** The same with another query. */
  Context with(Query other) {
    Time then = Time.of(other.over(), now, site.zone());
    return new Context(site, history, index, other, now, then, steps);
  }

  /** The same about another time. */
  Context over(@Nullable Span span) {
    Time then = Time.of(span, now, site.zone());
    return new Context(site, history, index, query, now, then, steps);
  }

  /** What a series is worth now; null if it has no value or is not here. */
  @Nullable Current current(Series series) {
    return site.current(series.id()).orElse(null);
  }

  /** Since when a series is known; null if it is not. */
  @Nullable Instant knownSince(Series series) {
    return history.knownSince(series.id()).orElse(null);
  }

  /** The values of a series over a window. */
  Timeline timeline(Series series, Window window) {
    List<Step> found = history.steps(series.id(), window.from(), window.to());
    if (steps.addAndGet(-found.size()) < 0) {
      throw UnsureException.incomplete("over");
    }
    return new Timeline(window, found, Readings.knownUntil(series, current(series), now));
  }

  /** Ends the evaluation where the history of too many series would have to be looked at. */
  static void bound(List<Series> list) {
    if (list.size() > MOST_SERIES) {
      throw UnsureException.incomplete("series");
    }
  }
}
