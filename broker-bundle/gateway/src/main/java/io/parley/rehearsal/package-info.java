/**
 * A start of a node that ends again, {@link io.parley.rehearsal.Rehearsal}, and the protocol that
 * is asked in it. The command line and the benches enter, on one thread.
 */
@NullMarked
package io.parley.rehearsal;

import org.jspecify.annotations.NullMarked;
