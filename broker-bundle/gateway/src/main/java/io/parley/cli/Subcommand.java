package io.parley.cli;

import java.util.concurrent.Callable;

/**
 * A further command, of a jar that only some class paths hold: named in {@code META-INF/services},
 * annotated with picocli's {@code @Command}. It returns the exit code.
 */
public interface Subcommand extends Callable<Integer> {}
