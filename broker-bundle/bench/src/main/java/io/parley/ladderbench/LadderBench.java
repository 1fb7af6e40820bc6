package io.parley.ladderbench;

import io.parley.bench.Bench;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/**
 * {@code ./parley bench ladder}: the work in its arms, on the skewed and on the flat trace, and the
 * telemetry with the built-in model; each over several seeds.
 */
public final class LadderBench implements Bench {
  /** How many of the queries at the end tell what share of them still takes a model. */
  static final int LAST = 200;

  private static final int TELEMETRY_QUERIES = 200;
  private static final List<Long> SEEDS = List.of(11L, 23L, 42L);

  /** A bench that has measured nothing yet. */
  public LadderBench() {}

  @Override
  public boolean run(Consumer<String> line) throws IOException, InterruptedException {
    Rows rows = new Rows(line);
    rows.note();
    arms(rows, Trace.QUERIES, SEEDS);
    TelemetryRows telemetry = new TelemetryRows(rows);
    telemetry.measured(TELEMETRY_QUERIES, SEEDS);
    return rows.met();
  }

  static void arms(Rows rows, int size, List<Long> seeds) throws IOException, InterruptedException {
    World world = World.read();
    for (boolean flat : new boolean[] {false, true}) {
      String trace = flat ? "flat" : "skewed";
      Arms arms = new Arms();
      for (long seed : seeds) {
        progress(trace + " trace", seed);
        arms.run(world, seed, Trace.of(world, flat, size, seed));
      }
      rows.shape(trace, Trace.of(world, flat, size, seeds.get(0)));
      rows.compared(trace, arms);
    }
  }

  /** Tells whoever waits how far it is; the figures go elsewhere. */
  static void progress(String part, long seed) {
    System.err.printf("ladder: %s, seed %d%n", part, seed);
  }
}
