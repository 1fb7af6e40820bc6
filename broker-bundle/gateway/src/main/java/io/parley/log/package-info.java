/**
 * Where log lines go: {@link io.parley.log.StderrLog}, which logback finds by itself. The only room
 * that sees logback.
 */
@NullMarked
package io.parley.log;

import org.jspecify.annotations.NullMarked;
