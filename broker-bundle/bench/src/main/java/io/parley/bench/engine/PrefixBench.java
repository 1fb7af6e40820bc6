package io.parley.bench.engine;

import io.parley.bench.Bench;
import io.parley.bench.BenchRow;
import io.parley.bench.BenchRow.Better;
import io.parley.engine.GenerationListener;
import io.parley.gguf.RandomModel;
import io.parley.llama.LlamaLibrary;
import io.parley.worker.Supervision;
import io.parley.worker.WorkerModel;
import io.parley.worker.WorkerSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** {@code ./parley bench prefix}: time to the first token with a warm prefix over a cold one. */
public final class PrefixBench implements Bench {
  private static final int FIXED = 1024;
  private static final int VOLATILE = 16;
  private static final double GOAL = 0.05;

  private final String gatewayPrefix;
  private final String gatewayPrompt;
  private final RandomModel shape;
  private final int runs;
  private final int threads;

  /**
   * The bench.
   *
   * @param gatewayPrefix the fixed part of the prompt that a gateway really sends
   * @param gatewayPrompt one of its questions with its facts
   */
  public PrefixBench(String gatewayPrefix, String gatewayPrompt) {
    this(gatewayPrefix, gatewayPrompt, RandomModel.halfBillion(), 7, 2);
  }

  PrefixBench(
      String gatewayPrefix, String gatewayPrompt, RandomModel shape, int runs, int threads) {
    this.shape = shape;
    this.runs = runs;
    this.threads = threads;
    this.gatewayPrefix = gatewayPrefix;
    this.gatewayPrompt = gatewayPrompt;
  }

  @Override
  public boolean run(Consumer<String> line) throws Exception {
    Clock clock = Clock.systemUTC();
    try (BenchModel file = new BenchModel(shape);
        WorkerModel model =
            WorkerModel.start(
                new WorkerSettings(
                    "bench",
                    file.file(),
                    LlamaLibrary.Choice.AUTO,
                    threads,
                    2048,
                    2,
                    List.of(gatewayPrefix),
                    Map.of(),
                    Supervision.USUAL),
                clock)) {
      model.ready().join();
      String fixed = BenchModel.words(0, FIXED);
      boolean met =
          tell(
              line,
              model,
              "first token, 1,024 fixed and 16 volatile tokens",
              fixed,
              run -> BenchModel.words(2000 + run * 20, VOLATILE),
              GOAL);
      // A gateway's fixed part is short, so this row says what it is and has no goal to reach.
      tell(
          line,
          model,
          "first token, the gateway's own prompt",
          gatewayPrefix,
          run -> gatewayPrompt + BenchModel.words(run, 1),
          1);
      return met;
    }
  }

  private interface Prompts {
    String of(int run);
  }

  private boolean tell(
      Consumer<String> line,
      WorkerModel model,
      String measure,
      String fixed,
      Prompts prompts,
      double goal) {
    Clock clock = Clock.systemUTC();
    List<Double> warm = new ArrayList<>();
    List<Double> cold = new ArrayList<>();
    // Once, so that the prefix is kept.
    model.generate(Timing.request(clock, fixed, prompts.of(0), 1), GenerationListener.NONE).join();
    Budget budget = new Budget(Duration.ofMinutes(3));
    for (int run = 1; run <= runs && budget.allows(run); run++) {
      String prompt = prompts.of(run);
      cold.add(1000 * Timing.firstToken(model, Timing.request(clock, "", fixed + prompt, 1)));
      warm.add(1000 * Timing.firstToken(model, Timing.request(clock, fixed, prompt, 1)));
    }
    BenchRow row =
        BenchRow.of(
            "prefix", measure, warm, cold, "the same, nothing kept", "ms", Better.LOWER, goal);
    line.accept(row.json());
    return row.met();
  }
}
