/**
 * One story per file, each under sixty lines and each run by a test against a real broker. Nobody
 * enters but readers and their tests.
 */
@NullMarked
package io.parley.examples;

import org.jspecify.annotations.NullMarked;
