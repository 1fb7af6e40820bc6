/**
 * The site as its telemetry shows it: {@link io.parley.telemetry.LiveSite} makes things and series
 * out of what the node has seen. The node's start enters; safe on any thread.
 */
@NullMarked
package io.parley.telemetry;

import org.jspecify.annotations.NullMarked;
