/**
 * The demo: {@link io.parley.demo.Demo} starts a hub and two gateways as processes, plays a dozen
 * devices, asks and shows what came of it. Only the command line enters; the devices publish on the
 * demo's own timer.
 */
@NullMarked
package io.parley.demo;

import org.jspecify.annotations.NullMarked;
