/**
 * What one series was worth over a window: {@link io.parley.timeline.Timeline} and the {@link
 * io.parley.timeline.Episodes} of a condition in it. Whoever evaluates queries enters; a timeline
 * belongs to the thread that made it, everything else is immutable.
 */
@NullMarked
package io.parley.timeline;

import org.jspecify.annotations.NullMarked;
