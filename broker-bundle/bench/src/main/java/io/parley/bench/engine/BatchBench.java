package io.parley.bench.engine;

import io.parley.bench.Bench;
import io.parley.bench.BenchRow;
import io.parley.bench.BenchRow.Better;
import io.parley.engine.Generation;
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
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** {@code ./parley bench batch}: eight questions at once over the same eight in turn. */
public final class BatchBench implements Bench {
  private static final int QUESTIONS = 8;
  private static final int FIXED = 64;
  private static final int VOLATILE = 16;
  private static final int TOKENS = 48;
  private static final double GOAL = 2.5;

  private final RandomModel shape;
  private final int runs;
  private final int threads;

  /** On the 0.5 B shape. */
  public BatchBench() {
    this(RandomModel.halfBillion(), 9, 2);
  }

  BatchBench(RandomModel shape, int runs, int threads) {
    this.shape = shape;
    this.runs = runs;
    this.threads = threads;
  }

  @Override
  public boolean run(Consumer<String> line) throws Exception {
    Budget budget = new Budget(Duration.ofMinutes(5));
    String fixed = BenchModel.words(0, FIXED);
    try (BenchModel file = new BenchModel(shape);
        WorkerModel model =
            WorkerModel.start(
                new WorkerSettings(
                    "bench",
                    file.file(),
                    LlamaLibrary.Choice.AUTO,
                    threads,
                    512,
                    QUESTIONS,
                    List.of(fixed),
                    Map.of(),
                    Supervision.USUAL),
                Clock.systemUTC())) {
      model.ready().join();
      List<Double> together = new ArrayList<>();
      List<Double> inTurn = new ArrayList<>();
      for (int run = 0; run <= runs && budget.allows(run); run++) {
        double one = rate(model, fixed, run, false);
        double all = rate(model, fixed, run, true);
        if (run > 0) {
          inTurn.add(one);
          together.add(all);
        }
      }
      BenchRow row = row(together, inTurn);
      line.accept(row.json());
      return row.met();
    }
  }

  private static BenchRow row(List<Double> together, List<Double> inTurn) {
    return BenchRow.of(
        "batch",
        "8 questions at once, 48 tokens each",
        together,
        inTurn,
        "the same 8 in turn",
        "tokens/s",
        Better.HIGHER,
        GOAL);
  }

  private static double rate(WorkerModel model, String fixed, int run, boolean together) {
    long start = System.nanoTime();
    int tokens = 0;
    List<CompletableFuture<Generation>> futures = new ArrayList<>();
    for (int i = 0; i < QUESTIONS; i++) {
      String prompt = BenchModel.words(1000 + run * 200 + i * 20, VOLATILE);
      CompletableFuture<Generation> future =
          model.generate(
              Timing.request(Clock.systemUTC(), fixed, prompt, TOKENS), GenerationListener.NONE);
      if (!together) {
        future.join();
      }
      futures.add(future);
    }
    for (CompletableFuture<Generation> future : futures) {
      tokens += future.join().tokens().size();
    }
    return tokens * 1e9 / (System.nanoTime() - start);
  }
}
