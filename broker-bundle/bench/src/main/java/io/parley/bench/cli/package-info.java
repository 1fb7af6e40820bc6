/**
 * The command {@code parley bench}, which the command line finds as a service where the jar of the
 * benches is on its class path. It enters each bench on the command's thread.
 */
@NullMarked
package io.parley.bench.cli;

import org.jspecify.annotations.NullMarked;
