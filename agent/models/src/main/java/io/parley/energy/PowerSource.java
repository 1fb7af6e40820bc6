package io.parley.energy;

import java.io.IOException;

/** Something that tells energy or power. */
sealed interface PowerSource permits RaplSource, Ina3221Source, PmicSource {
  /** How it is measured, as reports name it. */
  String method();

  /**
   * Joules since some fixed moment.
   *
   * @param nowNanos the time, for sources that tell only power
   * @throws IOException if it cannot be read now
   */
  double joules(long nowNanos) throws IOException;
}
