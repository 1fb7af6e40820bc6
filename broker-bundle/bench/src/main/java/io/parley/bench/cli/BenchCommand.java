package io.parley.bench.cli;

import io.parley.bench.Bench;
import io.parley.bench.BenchRun;
import io.parley.bench.Machine;
import io.parley.bench.answers.AnswersBench;
import io.parley.bench.coap.CoapBench;
import io.parley.bench.engine.BatchBench;
import io.parley.bench.engine.EngineBench;
import io.parley.bench.engine.PrefixBench;
import io.parley.bench.escalation.EscalationBench;
import io.parley.bench.faults.FaultsBench;
import io.parley.bench.nano.NanoBench;
import io.parley.bench.node.FootprintBench;
import io.parley.bench.node.RoutineBench;
import io.parley.cli.Main;
import io.parley.cli.Subcommand;
import io.parley.cli.UsageException;
import io.parley.enginepack.EngineReport;
import io.parley.ladderbench.LadderBench;
import io.parley.llama.LlamaLibrary;
import io.parley.prompt.Sheet;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code parley bench}: measures beside a peer, in one run, and prints the ratio. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description =
        "Measures beside a peer in one run: answers, batch, coap, engine, escalation, faults, footprint, ladder, nano, prefix, routine.")
public final class BenchCommand implements Subcommand {
  @Parameters(paramLabel = "NAME", description = "which one")
  private String name = "";

  @Option(names = "--json", description = "the machine, then one object a line")
  private boolean json;

  @Option(names = "--check", description = "exit with 1 on a missed goal")
  private boolean check;

  @Option(
      names = "--once",
      paramLabel = "SET",
      description = "answers: a set that was never run; leaves a record")
  private @Nullable Path once;

  @Option(
      names = "--sets",
      paramLabel = "DIR",
      description = "answers: where the tuning sets are",
      defaultValue = "topics-spec/sets/tuning")
  private Path sets = Path.of("topics-spec/sets/tuning");

  @Option(
      names = "--records",
      paramLabel = "DIR",
      description = "answers: where the record of --once goes",
      defaultValue = "topics-spec/results")
  private Path records = Path.of("topics-spec/results");

  @Override
  public Integer call() throws Exception {
    Map<String, Supplier<Bench>> benches = benches();
    benches.put("answers", this::answers);
    Supplier<Bench> bench = benches.get(name);
    if (bench == null) {
      throw new UsageException(
          "bench '%s' must be one of %s".formatted(name, String.join(", ", benches.keySet())));
    }
    String kernels = EngineReport.of(LlamaLibrary.Choice.AUTO).getOrDefault("kernels", "");
    String version = Main.class.getPackage().getImplementationVersion();
    Map<String, Object> machine =
        Machine.here(
            kernels, System.getProperty("parley.commit", version == null ? "desk" : version));
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    return BenchRun.run(bench.get(), machine, json, check, out);
  }

  private Bench answers() {
    try {
      return once == null
          ? AnswersBench.tuning(sets)
          : AnswersBench.once(
              once, records, System.getProperty("parley.commit", "desk"), Clock.systemUTC());
    } catch (IOException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  private static Map<String, Supplier<Bench>> benches() {
    Map<String, Supplier<Bench>> benches = new TreeMap<>();
    benches.put("batch", BatchBench::new);
    benches.put("coap", () -> CoapBench::run);
    benches.put("engine", EngineBench::new);
    benches.put("escalation", EscalationBench::new);
    benches.put("faults", FaultsBench::new);
    benches.put("footprint", FootprintBench::new);
    benches.put("ladder", LadderBench::new);
    benches.put("nano", () -> line -> NanoBench.run(line, Clock.systemUTC()));
    benches.put(
        "prefix",
        () ->
            new PrefixBench(
                Sheet.PREFIX,
                "Question: is boiler 3 too hot?\nFacts:\nFULL ASKED | boiler 3 temperature: 81.5 °C; over its upper limit 80 °C by 1.5\nRead as: is @ too hot ?</s><|assistant|>"));
    benches.put("routine", RoutineBench::new);
    return benches;
  }
}
