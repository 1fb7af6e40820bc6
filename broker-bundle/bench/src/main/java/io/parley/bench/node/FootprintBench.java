package io.parley.bench.node;

import io.parley.bench.Bench;
import io.parley.bench.BenchRow;
import io.parley.ladder.Ladder;
import io.parley.node.NodeProcess;
import io.parley.rehearsal.Celsius;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A gateway without a model: from the start of its process to its first answer by a routine from
 * its shelf, and its resident memory then. The peer is the goal itself.
 */
public final class FootprintBench implements Bench {
  private static final int ROUNDS = 5;
  private static final double GOAL_MIB = 160;
  private static final double GOAL_SECONDS = 3;

  /** A bench that has measured nothing yet. */
  public FootprintBench() {}

  @Override
  public boolean run(Consumer<String> line) throws Exception {
    Path folder = Files.createTempDirectory("parley-bench");
    String cid;
    try (Ladder ladder = Celsius.ladder(folder.resolve("data"))) {
      cid = Celsius.announce(ladder).text();
    }
    List<Double> seconds = new ArrayList<>();
    List<Double> mib = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      try (NodeProcess gateway = start(folder, round)) {
        Celsius.askOnce(gateway.address("mqtt"), cid);
        seconds.add((System.nanoTime() - start) / 1e9);
        mib.add(gateway.residentBytes() / 1048576.0);
      }
    }
    BenchRow time = row("start to first routine answer", seconds, GOAL_SECONDS, "s");
    BenchRow memory = row("resident memory", mib, GOAL_MIB, "MiB");
    line.accept(time.json());
    line.accept(memory.json());
    return time.met() && memory.met();
  }

  private static NodeProcess start(Path folder, int round) {
    return NodeProcess.gateway("gateway-" + round, folder, 0, 0, 0);
  }

  private static BenchRow row(String measure, List<Double> ours, double goal, String unit) {
    List<Double> peer = ours.stream().map(one -> goal).toList();
    return BenchRow.of(
        "footprint", measure, ours, peer, "the goal", unit, BenchRow.Better.LOWER, 1);
  }
}
