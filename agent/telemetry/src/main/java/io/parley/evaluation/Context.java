package io.parley.evaluation;

import io.parley.query.Query;
import io.parley.site.History;
import io.parley.site.SiteModel;
import java.time.Instant;

/**
 * What one evaluation is about.
 *
 * @param time the time that the query is about
 */
record Context(
    SiteModel site, History history, SiteIndex index, Query query, Instant now, Time time) {

  /** The same with another query. */
  Context with(Query other) {
    return new Context(site, history, index, other, now, Time.of(other.over(), now, site.zone()));
  }
}
