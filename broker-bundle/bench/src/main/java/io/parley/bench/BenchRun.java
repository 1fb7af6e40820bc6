package io.parley.bench;

import io.parley.cli.Scratch;
import io.parley.codec.CodecException;
import io.parley.codec.Limits;
import io.parley.codec.Trees;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Runs one bench and prints: first the machine, then a row for each measure. */
public final class BenchRun {
  private static final String FORM = "%-44s %12s %12s %8s %8s  %s%n";
  private static final Duration LONGEST_STOP = Duration.ofSeconds(5);

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

  /** Ctrl-C ends the bench with its processes, and removes its files. */
  private static boolean stoppable(Bench bench, Consumer<String> line) throws Exception {
    Thread measuring = Thread.currentThread();
    AtomicBoolean stopping = new AtomicBoolean();
    CountDownLatch done = new CountDownLatch(1);
    Thread stop =
        new Thread(
            () -> {
              stopping.set(true);
              end(measuring, done);
            },
            "end of the bench");
    Runtime.getRuntime().addShutdownHook(stop);
    try {
      return bench.run(line);
    } catch (Exception e) {
      if (stopping.get()) {
        return false;
      }
      throw e;
    } finally {
      done.countDown();
      withdraw(stop);
    }
  }

  private static void end(Thread measuring, CountDownLatch done) {
    measuring.interrupt();
    long until = System.nanoTime() + LONGEST_STOP.toNanos();
    try {
      do {
        // Where it waits for one of them, no interrupt reaches it.
        endProcesses();
      } while (!done.await(100, TimeUnit.MILLISECONDS) && System.nanoTime() < until);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    endProcesses();
    Scratch.remove();
  }

  private static void endProcesses() {
    ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
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
