package io.parley.site;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a series is worth now.
 *
 * @param value a number, text or boolean as it came in; the last one where it has {@code ended}
 * @param state the canonical state in lower case where the value is one, e.g. {@code open}
 * @param at when the value came; absent if unknown: it was on the broker before this node
 * @param changed when it last changed; absent if unknown
 * @param ended why there is no value any more; absent where there is one
 * @param usualInterval the median time between its values; absent while unknown
 */
public record Current(
    Object value,
    @Nullable String state,
    @Nullable Instant at,
    @Nullable Instant changed,
    @Nullable Ended ended,
    @Nullable Duration usualInterval) {
  /**
   * Why a series has no value any more.
   *
   * @param since since when; absent if unknown
   */
  public record Ended(Why why, @Nullable Instant since) {}

  /** A reason. */
  public enum Why {
    UNAVAILABLE,
    OFFLINE,
    REMOVED
  }
}
