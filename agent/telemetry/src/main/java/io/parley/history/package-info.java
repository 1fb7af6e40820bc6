/**
 * What the series of a site were worth before now: {@link io.parley.history.SeriesHistory} keeps
 * the newest changes of each series as they came, and what is older as summaries of 10 minutes, 1
 * hour and 1 day, in bounded memory and in files that a flash card endures. Whoever takes values in
 * records here; whoever evaluates queries reads through {@link io.parley.site.History}. Every
 * method may be called from any thread. There is no thread of its own: one that writes alone would
 * need a clock of its own, so the caller calls {@code flush()} every 60 s.
 */
@NullMarked
package io.parley.history;

import org.jspecify.annotations.NullMarked;
