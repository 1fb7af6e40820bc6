package io.parley.message;

import org.jspecify.annotations.Nullable;

/**
 * What an answer cost; absent parts are not known or do not apply.
 *
 * @param promptTokens tokens read by the model, cached ones included
 * @param cachedTokens tokens whose KV cache was reused
 * @param completionTokens tokens the model decoded
 * @param ms time from taking the question to its answer, in milliseconds
 * @param joules energy above idle, in joules
 */
public record Cost(
    @Nullable Integer promptTokens,
    @Nullable Integer cachedTokens,
    @Nullable Integer completionTokens,
    @Nullable Long ms,
    @Nullable Double joules) {
  /** A cost of which only the time is known. */
  public static Cost ofMs(long ms) {
    return new Cost(null, null, null, ms, null);
  }
}
