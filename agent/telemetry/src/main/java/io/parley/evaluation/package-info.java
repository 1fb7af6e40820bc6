/**
 * Queries become results: {@link io.parley.evaluation.Evaluator} over the site model and the
 * history. The router and whoever tests readings enters. An evaluation changes nothing, always ends
 * and may run on any thread; what it cannot say for sure it says to be unknown.
 */
@NullMarked
package io.parley.evaluation;

import org.jspecify.annotations.NullMarked;
