/**
 * {@code ./parley bench nano}: the built-in model on questions that its training never saw, through
 * the real engine, against the figures it is held to. {@link io.parley.bench.nano.NanoBench} is the
 * door; it blocks its caller for a minute or two.
 */
@NullMarked
package io.parley.bench.nano;

import org.jspecify.annotations.NullMarked;
