/**
 * The bench of faults: a real hub and a real gateway with its model worker, killed in turn under
 * load, and what became of every question. {@link io.parley.bench.faults.FaultsBench} is entered by
 * the command line; it blocks its caller for some minutes.
 */
@NullMarked
package io.parley.bench.faults;

import org.jspecify.annotations.NullMarked;
