/**
 * The port to whoever counts: {@link io.parley.meter.Meter}. Every room may enter, from any thread;
 * nothing here knows how figures are kept or shown.
 */
@NullMarked
package io.parley.meter;

import org.jspecify.annotations.NullMarked;
