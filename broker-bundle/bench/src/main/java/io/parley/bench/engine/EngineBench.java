package io.parley.bench.engine;

import io.parley.bench.Bench;
import io.parley.bench.BenchRow;
import io.parley.bench.BenchRow.Better;
import io.parley.engine.EngineException;
import io.parley.gguf.GgufHeader;
import io.parley.gguf.ModelShape;
import io.parley.gguf.RandomModel;
import io.parley.llama.LlamaLibrary;
import io.parley.worker.Supervision;
import io.parley.worker.WorkerModel;
import io.parley.worker.WorkerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** {@code ./parley bench engine}: tokens a second, two threads, 0.5 B shape in Q4_0. */
public final class EngineBench implements Bench {
  private static final int CONTEXT = 512;
  private static final String PEER = "Java API of de.kherud:llama 4.2.0";
  private static final double MOST_MEGABYTES = 120;

  private final RandomModel shape;
  private boolean met = true;
  private final int runs;
  private final int threads;

  /** On the 0.5 B shape. */
  public EngineBench() {
    this(RandomModel.halfBillion(), 11, 2);
  }

  EngineBench(RandomModel shape, int runs, int threads) {
    this.shape = shape;
    this.runs = runs;
    this.threads = threads;
  }

  @Override
  public boolean run(Consumer<String> line) throws Exception {
    Budget budget = new Budget(Duration.ofMinutes(5));
    boolean fast = hasFastPack();
    LlamaLibrary.Choice best = fast ? LlamaLibrary.Choice.FAST : LlamaLibrary.Choice.BUNDLED;
    List<ArmProcess> arms = new ArrayList<>();
    try (BenchModel model = new BenchModel(shape)) {
      ArmProcess peer = arm(arms, "peer", LlamaLibrary.Choice.BUNDLED, model);
      ArmProcess bundled = arm(arms, "engine", LlamaLibrary.Choice.BUNDLED, model);
      ArmProcess ours = fast ? arm(arms, "engine", best, model) : bundled;
      ArmProcess bare = arm(arms, "bare", best, model);
      ArmProcess worker = arm(arms, "worker", best, model);
      Optional<ArmProcess> node =
          NodePeer.start(System.getenv(NodePeer.FOLDER), model.file(), threads);
      node.ifPresent(arms::add);
      for (int run = 0; run <= runs && budget.allows(run); run++) {
        for (ArmProcess arm : arms) {
          arm.run(run > 0);
        }
      }
      tell(line, "bundled library", bundled, peer, PEER, 2, 1);
      if (fast) {
        tell(line, "fast pack", ours, peer, PEER, 4, 5);
      }
      if (node.isPresent()) {
        tell(line, fast ? "fast pack" : "bundled library", ours, node.get(), NodePeer.NAME, 1, 1);
      } else {
        System.err.printf(
            "no row beside node-llama-cpp: %s names no folder where it is installed%n",
            NodePeer.FOLDER);
      }
      tell(line, "binding", ours, bare, "C API called bare", 0.97, 0.97);
      tellAdded(line, worker.generate(), ours.generate());
      closeAll(arms);
      tellMemory(line, best, model.file());
    } finally {
      closeAll(arms);
    }
    return met;
  }

  static boolean hasFastPack() {
    try {
      return !LlamaLibrary.find(LlamaLibrary.Choice.FAST).sha256().isEmpty();
    } catch (EngineException e) {
      return false;
    }
  }

  private ArmProcess arm(
      List<ArmProcess> arms, String name, LlamaLibrary.Choice choice, BenchModel model)
      throws IOException {
    ArmProcess arm = new ArmProcess(name, choice, model.file(), threads);
    arms.add(arm);
    return arm;
  }

  /** Two rows: tokens a second while generating and while reading. */
  private void tell(
      Consumer<String> line,
      String arm,
      ArmProcess ours,
      ArmProcess peer,
      String peerName,
      double generation,
      double prefill) {
    tell(line, rate("generation, " + arm, ours.generate(), peer.generate(), peerName, generation));
    tell(line, rate("prefill, " + arm, ours.prefill(), peer.prefill(), peerName, prefill));
  }

  private static BenchRow rate(
      String measure, List<Double> ours, List<Double> peer, String peerName, double goal) {
    return BenchRow.of("engine", measure, ours, peer, peerName, "tokens/s", Better.HIGHER, goal);
  }

  private void tell(Consumer<String> line, BenchRow row) {
    met &= row.met();
    line.accept(row.json());
  }

  private void tellAdded(Consumer<String> line, List<Double> worker, List<Double> engine) {
    List<Double> added = new ArrayList<>();
    List<Double> allowed = new ArrayList<>();
    for (int i = 0; i < worker.size(); i++) {
      added.add(1000 / worker.get(i) - 1000 / engine.get(i));
      allowed.add(1.0);
    }
    tell(
        line,
        BenchRow.of(
            "engine",
            "worker process, added to a token",
            added,
            allowed,
            "1 ms allowed",
            "ms",
            Better.LOWER,
            1));
  }

  private void tellMemory(Consumer<String> line, LlamaLibrary.Choice choice, Path file)
      throws IOException {
    ModelShape shape = ModelShape.of(GgufHeader.read(file));
    WorkerSettings settings =
        new WorkerSettings(
            "bench", file, choice, threads, CONTEXT, 1, List.of(), Map.of(), Supervision.USUAL);
    try (WorkerModel model = WorkerModel.start(settings, Clock.systemUTC())) {
      model.ready().join();
      Timing.rate(
          model,
          Timing.request(Clock.systemUTC(), "", BenchModel.words(0, 256), BenchArm.GENERATE));
      double beyond = resident(model.status().pid()) - shape.bytes(CONTEXT) / 1e6;
      tell(
          line,
          BenchRow.of(
              "engine",
              "worker memory beyond model and KV cache",
              List.of(beyond),
              List.of(MOST_MEGABYTES),
              "120 MB allowed",
              "MB",
              Better.LOWER,
              1));
    }
  }

  private static double resident(long pid) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/%d/status".formatted(pid)))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) * 1.024e-3;
      }
    }
    return Double.NaN;
  }

  private static void closeAll(List<ArmProcess> arms) throws IOException {
    for (ArmProcess arm : arms) {
      arm.close();
    }
  }
}
