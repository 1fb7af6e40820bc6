package io.parley.message;

import org.jspecify.annotations.Nullable;

/**
 * A part of a streamed answer, or a sign of life.
 *
 * @param id the question's id, where it had one
 * @param seq 0, 1, 2, ...
 * @param delta more text of the answer; absent on a sign of life
 * @param progress what is being done; absent where {@code delta} is given
 */
public record Frame(
    @Nullable String id, int seq, @Nullable String delta, @Nullable String progress) {
  public Frame {
    if (seq < 0) {
      throw new IllegalArgumentException("seq %d must not be negative".formatted(seq));
    }
    if ((delta == null) == (progress == null)) {
      throw new IllegalArgumentException("delta and progress: exactly one must be given");
    }
  }
}
