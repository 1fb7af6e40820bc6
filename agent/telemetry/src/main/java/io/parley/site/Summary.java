package io.parley.site;

import java.time.Instant;

/**
 * A number over a stretch of time.
 *
 * @param min the least value that held in it
 * @param max the greatest
 * @param mean weighted by the time for which each value held
 * @param first the value at its start
 * @param last the value at its end
 * @param coverage the share of it for which a value is known, 0..1
 */
public record Summary(
    Instant from,
    Instant to,
    double min,
    double max,
    double mean,
    double first,
    double last,
    double coverage) {}
