package io.parley.bench;

import java.util.function.Consumer;

/** Something that is measured beside its peer, in one run. */
@FunctionalInterface
public interface Bench {
  /**
   * Measures, within eight minutes on two cores. Whoever interrupts its thread wants it to end.
   *
   * @param line hears each row as one JSON object, {@link BenchRow#json()}
   * @return whether every goal was met
   * @throws Exception if it could not be measured
   */
  boolean run(Consumer<String> line) throws Exception;
}
