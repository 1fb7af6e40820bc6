/**
 * Which series a scope names: {@link io.parley.scope.Selection} over a {@link
 * io.parley.scope.SiteIndex}, by {@link io.parley.scope.Words}. Whoever evaluates queries or reads
 * questions enters; everything is immutable and safe on any thread.
 */
@NullMarked
package io.parley.scope;

import org.jspecify.annotations.NullMarked;
