package io.parley.bench.engine;

import io.parley.engine.LanguageModel;
import io.parley.llama.BareTiming;
import io.parley.llama.EngineSettings;
import io.parley.llama.LlamaEngine;
import io.parley.llama.LlamaLibrary;
import io.parley.worker.Supervision;
import io.parley.worker.WorkerModel;
import io.parley.worker.WorkerSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * One arm, in a process of its own: reads {@code prefill} or {@code generate} from standard input
 * and answers {@code result FIGURE}, tokens a second.
 */
public final class BenchArm {
  static final int PREFILL = 128;
  static final int GENERATE = 64;
  static final int CONTEXT = 512;

  private BenchArm() {}

  /** What an arm can do. */
  interface Arm {
    double prefill(int round) throws Exception;

    double generate(int round) throws Exception;
  }

  /** Arguments: arm, library, model file, threads. */
  public static void main(String[] arguments) throws IOException {
    int status = 0;
    try {
      LlamaLibrary.Choice choice = LlamaLibrary.Choice.valueOf(arguments[1]);
      Path file = Path.of(arguments[2]);
      int threads = Integer.parseInt(arguments[3]);
      serve(arm(arguments[0], choice, file, threads));
    } catch (Exception e) {
      System.out.println("failed " + e);
      status = 1;
    }
    System.out.flush();
    Runtime.getRuntime().halt(status);
  }

  private static void serve(Arm arm) throws Exception {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    System.out.println("ready");
    int round = 0;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      round++;
      double figure = line.equals("prefill") ? arm.prefill(round) : arm.generate(round);
      System.out.println("result " + figure);
    }
  }

  private static Arm arm(String name, LlamaLibrary.Choice choice, Path file, int threads) {
    return switch (name) {
      case "peer" -> new PeerArm(file, threads);
      case "bare" -> bare(choice, file, threads);
      case "engine" -> ours(engine(choice, file, threads));
      case "worker" -> ours(worker(choice, file, threads));
      default -> throw new IllegalArgumentException("arm " + name);
    };
  }

  private static Arm bare(LlamaLibrary.Choice choice, Path file, int threads) {
    BareTiming timing = new BareTiming(LlamaLibrary.find(choice), file, threads);
    return new Arm() {
      @Override
      public double prefill(int round) {
        return timing.prefill(PREFILL);
      }

      @Override
      public double generate(int round) {
        return timing.generate(GENERATE);
      }
    };
  }

  private static Arm ours(LanguageModel model) {
    Clock clock = Clock.systemUTC();
    return new Arm() {
      @Override
      public double prefill(int round) {
        String prompt = BenchModel.words(round * 200, PREFILL);
        return PREFILL / Timing.firstToken(model, Timing.request(clock, "", prompt, 1));
      }

      @Override
      public double generate(int round) {
        String prompt = BenchModel.words(round * 200, 8);
        return Timing.rate(model, Timing.request(clock, "", prompt, GENERATE));
      }
    };
  }

  private static LanguageModel engine(LlamaLibrary.Choice choice, Path file, int threads) {
    EngineSettings settings =
        new EngineSettings(
            "bench",
            file,
            LlamaLibrary.find(choice),
            threads,
            CONTEXT,
            1,
            CONTEXT,
            List.of(),
            Map.of());
    return LlamaEngine.load(settings, Clock.systemUTC());
  }

  private static LanguageModel worker(LlamaLibrary.Choice choice, Path file, int threads) {
    WorkerSettings settings =
        new WorkerSettings(
            "bench", file, choice, threads, CONTEXT, 1, List.of(), Map.of(), Supervision.USUAL);
    WorkerModel model = WorkerModel.start(settings, Clock.systemUTC());
    model.ready().join();
    return model;
  }
}
