package io.parley.site;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How a contract fills the implementation that it tests. */
public interface SiteFeed {
  /** Describes a thing. */
  void describe(Thing thing);

  /** Describes a series. */
  void describe(Series series);

  /** A value came; {@code at} is null where its age is unknown. */
  void take(SeriesId id, Object value, @Nullable Instant at);

  /** From {@code since} on there is no value. */
  void end(SeriesId id, Current.Why why, @Nullable Instant since);
}
