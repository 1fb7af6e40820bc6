/**
 * The command line: one class per command, exit codes as the design says. Nobody enters but main;
 * this room may end the process.
 */
@NullMarked
package io.parley.cli;

import org.jspecify.annotations.NullMarked;
