package io.parley.site;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A value from an instant on.
 *
 * @param at from when on it holds
 * @param value the value; absent: from here on there is none (offline, unavailable, node down)
 * @param state its canonical state where it is one
 */
public record Step(Instant at, @Nullable Object value, @Nullable String state) {}
