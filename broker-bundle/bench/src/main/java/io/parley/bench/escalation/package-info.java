/**
 * The bench of escalation: a gateway with the built-in model below a node that knows the truth, and
 * what that is worth against sending questions up by chance. {@link
 * io.parley.bench.escalation.EscalationBench} is entered by the command line, on one thread.
 */
@NullMarked
package io.parley.bench.escalation;

import org.jspecify.annotations.NullMarked;
