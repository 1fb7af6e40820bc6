package io.parley.bench.faults;

import io.parley.bench.Bench;
import io.parley.codec.Trees;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * {@code ./parley bench faults}: a hub and a gateway with its model worker run as processes of
 * their own; the worker, the gateway and the hub are killed with SIGKILL in turn while questions
 * come at a steady pace. Lost is a question that heard no final answer, not even that it expired.
 */
public final class FaultsBench implements Bench {
  private static final int ROUNDS = 3;
  private static final int QUESTIONS = 45;
  private static final int PER_SECOND = 4;

  private final int rounds;
  private final int questions;

  /** Three rounds of the three faults. */
  public FaultsBench() {
    this(ROUNDS, QUESTIONS);
  }

  /**
   * Another size.
   *
   * @param rounds how often each fault is done
   * @param questions how many are asked around each
   */
  public FaultsBench(int rounds, int questions) {
    this.rounds = rounds;
    this.questions = questions;
  }

  private enum Fault {
    WORKER("the model worker is killed"),
    GATEWAY("the gateway is killed"),
    UPLINK("the hub is killed");

    private final String text;

    Fault(String text) {
      this.text = text;
    }
  }

  @Override
  public boolean run(Consumer<String> line) throws Exception {
    Path folder = Files.createTempDirectory("parley-bench-faults");
    Map<Fault, List<Put>> asked = new EnumMap<>(Fault.class);
    try (Pair nodes = new Pair(folder);
        Load load = new Load(nodes)) {
      // The model is loaded and the uplink known before anything is measured.
      load.ask(2 * PER_SECOND, PER_SECOND, () -> {});
      for (int round = 1; round <= rounds; round++) {
        for (Fault fault : Fault.values()) {
          List<Put> some = load.ask(questions, PER_SECOND, () -> done(fault, nodes));
          asked.computeIfAbsent(fault, fresh -> new ArrayList<>()).addAll(some);
          System.err.printf(
              "faults: round %d of %d, %s: %s%n",
              round, rounds, fault.text, Tally.of(some).counts());
        }
      }
    } finally {
      remove(folder);
    }
    return rows(asked, line);
  }

  private static void done(Fault fault, Pair nodes) {
    switch (fault) {
      case WORKER -> nodes.killWorker();
      case GATEWAY -> nodes.killGateway();
      case UPLINK -> {
        nodes.killHub();
        nodes.hubAgain();
      }
    }
  }

  private boolean rows(Map<Fault, List<Put>> asked, Consumer<String> line) {
    List<Put> all = new ArrayList<>();
    asked.forEach(
        (fault, some) -> {
          all.addAll(some);
          line.accept(row("questions lost while " + fault.text, Tally.of(some), rounds));
        });
    Tally total = Tally.of(all);
    line.accept(row("questions lost", total, rounds * Fault.values().length));
    return total.lost() == 0 && total.duplicated() == 0;
  }

  private static String row(String measure, Tally tally, int kills) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("bench", "faults");
    map.put("measure", measure);
    map.put("ours", (long) tally.lost());
    map.put("peer", (long) tally.asked());
    map.put("peerName", "the questions asked");
    map.put("unit", "questions");
    map.put(
        "ratio",
        BigDecimal.valueOf((double) tally.lost() / tally.asked()).round(new MathContext(4)));
    map.put("better", "lower");
    map.put("goal", 0L);
    map.put("runs", (long) kills);
    map.put("spread", 1L);
    map.putAll(tally.counts());
    return new String(Trees.toJson(map), StandardCharsets.UTF_8);
  }

  private static void remove(Path folder) throws IOException {
    try (var tree = Files.walk(folder)) {
      for (Path path : tree.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
