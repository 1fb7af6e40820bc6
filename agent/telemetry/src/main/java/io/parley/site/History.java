package io.parley.site;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What series were worth before now. A value holds from its sample until the next one. */
public interface History {
  /** Since when the series is known without a gap that is known of; empty if nothing is known. */
  Optional<Instant> knownSince(SeriesId id);

  /**
   * The steps of a series from one instant to another, oldest first. The first step is the value
   * that held at {@code from}, with its own time, where that is known; then every change, and every
   * gap as a step without a value.
   *
   * @throws IllegalArgumentException if {@code from} is after {@code to}
   */
  List<Step> steps(SeriesId id, Instant from, Instant to);

  /**
   * Steps of a series in {@code [from, to)} made coarser where many: numbers as summaries.
   *
   * @param most the most summaries, at least 1
   */
  List<Summary> summaries(SeriesId id, Instant from, Instant to, int most);
}
