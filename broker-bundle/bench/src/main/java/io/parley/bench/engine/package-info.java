/**
 * The benches {@code engine}, {@code prefix} and {@code batch}: each arm is a process of its own,
 * all are loaded before the first run, and runs alternate. The peer is the published Java API of
 * de.kherud:llama on the same file. Entered from one thread.
 */
@NullMarked
package io.parley.bench.engine;

import org.jspecify.annotations.NullMarked;
