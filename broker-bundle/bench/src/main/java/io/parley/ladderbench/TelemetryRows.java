package io.parley.ladderbench;

import io.parley.bench.BenchRow.Better;
import io.parley.bench.nano.NanoModel;
import io.parley.calibration.Calibration;
import io.parley.gateway.GatewayIdentity;
import io.parley.gateway.LocalModel;
import io.parley.ladder.Ladder;
import io.parley.ladder.LadderSettings;
import io.parley.message.Tier;
import io.parley.sources.ModelOverFacts;
import io.parley.trust.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** The telemetry questions with a model alone, and with the real ladder before it. */
final class TelemetryRows {
  private static final GatewayIdentity SELF = new GatewayIdentity("plant1", "gw", Tier.GATEWAY);
  private static final String PEER = "parley-nano only";
  private static final double GOAL = 1 / 20.0;

  private final Rows rows;
  private final Clock clock = Clock.systemUTC();
  private final List<TelemetryRun> alone = new ArrayList<>();
  private final List<TelemetryRun> climbed = new ArrayList<>();

  TelemetryRows(Rows rows) {
    this.rows = rows;
  }

  /** With the built-in model. */
  void measured(int size, List<Long> seeds) throws IOException, InterruptedException {
    try (NanoModel nano = NanoModel.open(clock)) {
      LocalModel reader =
          new ModelOverFacts(
              nano.worker(),
              () -> Optional.of(nano.calibration()),
              Calibration.USUAL_ERROR_RATE,
              clock);
      for (long seed : seeds) {
        LadderBench.progress("telemetry", seed);
        alone.add(TelemetryRun.of(reader, new Telemetry(seed), size, clock));
        climbed.add(climbed(reader, seed, size, clock));
      }
    }
    rows.fields(alone.get(0).row(PEER));
    rows.fields(climbed.get(0).row("ladder with parley-nano"));
    row("model calls, telemetry", "calls", Better.LOWER, GOAL, TelemetryRun::modelCalls);
    row("tokens, telemetry", "tokens", Better.LOWER, GOAL, TelemetryRun::tokens);
    row(
        "model share of the last 100 queries, telemetry",
        "share",
        Better.LOWER,
        GOAL,
        TelemetryRun::lastModelShare);
    row("questions answered rightly, telemetry", "share", Better.HIGHER, 1, TelemetryRun::success);
  }

  /** One run with a ladder of its own before the reader. */
  static TelemetryRun climbed(LocalModel reader, long seed, int size, Clock clock)
      throws IOException, InterruptedException {
    Telemetry telemetry = new Telemetry(seed);
    Path folder = Files.createTempDirectory("parley-bench-ladder");
    try (Ladder ladder =
        Ladder.open(LadderSettings.in(folder), Identity.fresh(), SELF, telemetry, clock)) {
      return TelemetryRun.of(reader, telemetry, ladder, size, clock);
    } finally {
      remove(folder);
    }
  }

  private void row(
      String measure,
      String unit,
      Better better,
      double goal,
      ToDoubleFunction<TelemetryRun> figure) {
    rows.measure(
        measure,
        climbed.stream().map(figure::applyAsDouble).toList(),
        alone.stream().map(figure::applyAsDouble).toList(),
        PEER,
        unit,
        better,
        goal);
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
