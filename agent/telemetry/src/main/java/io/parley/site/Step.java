package io.parley.site;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A value from an instant on.
 *
 * @param at from when on it holds
 * @param value the value; absent: from here on there is none (offline, unavailable, node down)
 * @param state its canonical state where it is one
 * @param coarse whether it stands for a stretch of time of which only a summary is kept: a number
 *     is the first one of the stretch, states have the time that they had in it, one after another
 */
public record Step(Instant at, @Nullable Object value, @Nullable String state, boolean coarse) {
  /** A value from the very instant at which it came. */
  public Step(Instant at, @Nullable Object value, @Nullable String state) {
    this(at, value, state, false);
  }
}
