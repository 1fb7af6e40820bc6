package io.parley.units;

import java.math.BigDecimal;

/**
 * A unit: {@code base = value x factor + offset}.
 *
 * @param symbol how it is written, e.g. {@code °C}
 * @param dimension what it measures, e.g. {@code temperature}; units of one dimension convert
 * @param factor how many of the dimension's base unit it is
 * @param offset what is added to come to the base unit; 0 but for temperatures
 */
public record Unit(String symbol, String dimension, BigDecimal factor, BigDecimal offset) {
  /** Whether its zero is an arbitrary one, so that ratios of its values mean nothing. */
  public boolean interval() {
    return offset.signum() != 0;
  }
}
