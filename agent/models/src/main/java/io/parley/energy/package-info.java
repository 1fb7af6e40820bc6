/**
 * Joules per answer, where the board tells: {@link io.parley.energy.EnergyMeter} finds the source
 * (RAPL, Jetson's INA3221, the Pi 5's power chip), learns what idling costs, and shares what is
 * above it among the questions under way. Where nothing is told it says nothing; it never guesses.
 * Any thread may begin and end a measurement.
 */
@NullMarked
package io.parley.energy;

import org.jspecify.annotations.NullMarked;
