/**
 * What all benches share: {@link io.parley.bench.Bench} is one of them, {@link
 * io.parley.bench.BenchRow} one measure beside its peer's, {@link io.parley.bench.BenchRun} prints
 * the machine and the rows. The command line enters, on one thread; each bench has a room of its
 * own.
 */
@NullMarked
package io.parley.bench;

import org.jspecify.annotations.NullMarked;
