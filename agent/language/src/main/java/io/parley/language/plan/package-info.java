/**
 * What a reading asks for: {@link io.parley.language.plan.Planner} makes queries from the parts of
 * a question, and only if every word has its place in them. The same code for every language. The
 * router enters by way of {@link io.parley.language.plan.Plan}; immutable, safe on any thread.
 */
@NullMarked
package io.parley.language.plan;

import org.jspecify.annotations.NullMarked;
