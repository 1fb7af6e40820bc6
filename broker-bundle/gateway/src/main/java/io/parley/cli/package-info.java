/**
 * The command line: one class per command, exit codes as the design says. Nobody enters but main;
 * this room may end the process. Other jars add commands as {@link io.parley.cli.Subcommand}.
 */
@NullMarked
package io.parley.cli;

import org.jspecify.annotations.NullMarked;
