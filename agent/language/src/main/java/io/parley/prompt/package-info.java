/**
 * From a question and the facts that matter to it to the exact prompt, and to the answers that the
 * facts support: {@link io.parley.prompt.Sheet} is the door. Code computes here (matching of names,
 * comparisons, statistics, groups), so that a small model only has to read. Pure functions, no
 * model, no clock and no network; any thread may call. The training of the built-in model does the
 * same in Python, and golden vectors hold the two together.
 */
@NullMarked
package io.parley.prompt;

import org.jspecify.annotations.NullMarked;
