package io.parley.bench;

import io.parley.codec.CodecException;
import io.parley.codec.Limits;
import io.parley.codec.Trees;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Runs one bench and prints: first the machine, then a row for each measure. */
public final class BenchRun {
  private static final String FORM = "%-44s %12s %12s %8s %8s  %s%n";
  private static final long LONGEST_STOP_SECONDS = 5;

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
        stoppable(
            bench,
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

  /** Ctrl-C interrupts the bench, and waits for it to end its processes and remove its files. */
  private static boolean stoppable(Bench bench, Consumer<String> line) throws Exception {
    Thread measuring = Thread.currentThread();
    CountDownLatch done = new CountDownLatch(1);
    Thread stop =
        new Thread(
            () -> {
              measuring.interrupt();
              try {
                done.await(LONGEST_STOP_SECONDS, TimeUnit.SECONDS);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "end of the bench");
    Runtime.getRuntime().addShutdownHook(stop);
    try {
      return bench.run(line);
    } finally {
      done.countDown();
      withdraw(stop);
    }
  }

  private static void withdraw(Thread stop) {
    try {
      Runtime.getRuntime().removeShutdownHook(stop);
    } catch (IllegalStateException e) {
      // It runs: this is the end that it waits for.
    }
  }

  private static void print(String line, PrintStream out) {
    try {
      Object row = new Trees(Limits.USUAL).fromJson(line.getBytes(StandardCharsets.UTF_8));
      if (!(row instanceof Map<?, ?> map) || !map.containsKey("measure")) {
        out.println(line);
      } else {
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
