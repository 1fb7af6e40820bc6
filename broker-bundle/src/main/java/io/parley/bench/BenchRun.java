package io.parley.bench;

import io.parley.codec.CodecException;
import io.parley.codec.Limits;
import io.parley.codec.Trees;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** Runs one bench and prints: first the machine, then a row for each measure. */
public final class BenchRun {
  private static final String FORM = "%-44s %12s %12s %8s %8s  %s%n";

  private BenchRun() {}

  /**
   * Runs it.
   *
   * @param machine what the figures were measured on
   * @param json one object a line instead of a table
   * @param check whether a missed goal is a failure
   * @return the exit code: 0, or 1 for a missed goal where that is checked
   * @throws Exception if it could not be measured
   */
  public static int run(
      Bench bench, Map<String, Object> machine, boolean json, boolean check, PrintStream out)
      throws Exception {
    String first = new String(Trees.toJson(machine), StandardCharsets.UTF_8);
    out.println(json ? first : machine.toString());
    AtomicBoolean headed = new AtomicBoolean(json);
    boolean met =
        bench.run(
            line -> {
              if (!headed.getAndSet(true)) {
                out.printf(FORM, "measure", "ours", "peer", "ratio", "goal", "peer is");
              }
              if (json) {
                out.println(line);
              } else {
                print(line, out);
              }
            });
    return met || !check ? 0 : 1;
  }

  private static void print(String line, PrintStream out) {
    try {
      Object row = new Trees(Limits.USUAL).fromJson(line.getBytes(StandardCharsets.UTF_8));
      if (row instanceof Map<?, ?> map) {
        out.printf(
            FORM,
            map.get("measure"),
            map.get("ours") + " " + map.get("unit"),
            map.get("peer"),
            map.get("ratio"),
            ("higher".equals(map.get("better")) ? ">=" : "<=") + map.get("goal"),
            map.get("peerName"));
      }
    } catch (CodecException e) {
      out.println(line);
    }
  }
}
