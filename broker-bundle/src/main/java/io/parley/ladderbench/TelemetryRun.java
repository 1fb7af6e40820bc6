package io.parley.ladderbench;

import io.parley.bench.nano.NanoModel;
import io.parley.calibration.Calibration;
import io.parley.gateway.Asked;
import io.parley.gateway.Attempt;
import io.parley.gateway.GatewayIdentity;
import io.parley.knowledge.Fact;
import io.parley.ladder.Ladder;
import io.parley.ladder.LadderSettings;
import io.parley.message.Answer;
import io.parley.message.By;
import io.parley.message.Cost;
import io.parley.message.Question;
import io.parley.message.Route;
import io.parley.message.Tier;
import io.parley.sources.ModelOverFacts;
import io.parley.trust.Identity;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The telemetry questions with the real built-in model: the model alone, or the real ladder before
 * it. An answer is right if it says the value, or yes or no, as the facts have it.
 */
final class TelemetryRun {
  private static final GatewayIdentity SELF = new GatewayIdentity("plant1", "gw", Tier.GATEWAY);

  private final ModelOverFacts reader;
  private final Telemetry telemetry;
  private final Optional<Ladder> ladder;
  private final Clock clock;
  private final List<Long> micros = new ArrayList<>();
  private final List<Boolean> withoutModel = new ArrayList<>();
  private long promptTokens;
  private long completionTokens;
  private int right;
  private int unsure;

  private TelemetryRun(
      ModelOverFacts reader, Telemetry telemetry, Optional<Ladder> ladder, Clock clock) {
    this.reader = reader;
    this.telemetry = telemetry;
    this.ladder = ladder;
    this.clock = clock;
  }

  /** The rows of both arms, and how they compare. */
  static List<Map<String, Object>> rows(int size, long... seeds) throws IOException {
    Clock clock = Clock.systemUTC();
    List<TelemetryRun> alone = new ArrayList<>();
    List<TelemetryRun> climbed = new ArrayList<>();
    List<Integer> documents = new ArrayList<>();
    try (NanoModel nano = NanoModel.open(clock)) {
      for (long seed : seeds) {
        alone.add(run(nano, size, new Telemetry(seed), Optional.empty(), clock));
        Telemetry telemetry = new Telemetry(seed);
        Path folder = Files.createTempDirectory("parley-bench-ladder");
        try (Ladder ladder =
            Ladder.open(LadderSettings.in(folder), Identity.fresh(), SELF, telemetry, clock)) {
          climbed.add(run(nano, size, telemetry, Optional.of(ladder), clock));
          documents.add(ladder.protocols().size());
        } finally {
          remove(folder);
        }
      }
    }
    List<Map<String, Object>> rows = new ArrayList<>();
    rows.add(alone.get(0).row("parley-nano only", 0));
    rows.add(climbed.get(0).row("ladder with parley-nano", documents.get(0)));
    rows.add(
        Rows.compared(
            "model calls, telemetry", "calls", 1 / 20.0, alone, climbed, TelemetryRun::modelCalls));
    rows.add(
        Rows.compared(
            "tokens, telemetry", "tokens", 1 / 20.0, alone, climbed, TelemetryRun::tokens));
    Map<String, Object> success =
        Rows.compared(
            "questions answered rightly, telemetry",
            "share",
            1,
            alone,
            climbed,
            TelemetryRun::share);
    success.put("better", "higher");
    rows.add(success);
    return rows;
  }

  private static TelemetryRun run(
      NanoModel nano, int size, Telemetry telemetry, Optional<Ladder> ladder, Clock clock) {
    ModelOverFacts reader =
        new ModelOverFacts(
            nano.worker(),
            () -> Optional.of(nano.calibration()),
            Calibration.USUAL_ERROR_RATE,
            clock);
    TelemetryRun run = new TelemetryRun(reader, telemetry, ladder, clock);
    for (int i = 0; i < size; i++) {
      run.ask(telemetry.next());
    }
    return run;
  }

  private void ask(Telemetry.Question question) {
    Instant now = clock.instant();
    Asked asked =
        new Asked(
            Question.ofText(question.text()),
            "",
            "user",
            "",
            "user",
            "",
            now,
            now.plusSeconds(60),
            null);
    List<Fact> facts = telemetry.select(question.text(), "", List.of());
    long start = System.nanoTime();
    Attempt attempt = ladder.map(l -> l.attempt(asked, facts)).orElse(Attempt.NOTHING);
    boolean byCode = attempt instanceof Attempt.Found;
    if (!byCode) {
      attempt = reader.attempt(asked, facts, asked.expires(), text -> {}).join();
    }
    micros.add((System.nanoTime() - start) / 1000);
    withoutModel.add(byCode);
    if (attempt instanceof Attempt.Found found) {
      right += says(found.text(), question) ? 1 : 0;
      count(found.cost());
      ladder.ifPresent(l -> heard(l, asked, facts, found));
    } else {
      unsure++;
      count(attempt instanceof Attempt.Guess guess ? guess.cost() : null);
    }
  }

  /** The exchange, and the end of what the ladder makes of it: its thread takes one at a time. */
  private static void heard(Ladder ladder, Asked asked, List<Fact> facts, Attempt.Found found) {
    Attempt.Source source = found.source();
    By by = new By("gw", Tier.GATEWAY, source.model(), source.snapshot(), source.protocol());
    ladder.exchanged(
        asked,
        facts,
        Answer.by(by)
            .answered(found.route(), found.text())
            .confidence(found.confidence())
            .evidence(found.evidence())
            .build());
    if (found.route() == Route.MODEL) {
      ladder.settled().join();
    }
  }

  private void count(@Nullable Cost cost) {
    if (cost != null && cost.promptTokens() != null && cost.completionTokens() != null) {
      promptTokens += cost.promptTokens();
      completionTokens += cost.completionTokens();
    }
  }

  private static boolean says(@Nullable String text, Telemetry.Question question) {
    String said = String.valueOf(text).toLowerCase(Locale.ROOT).replace(question.place(), " ");
    if (!Character.isDigit(question.right().charAt(0))) {
      return said.startsWith(question.right());
    }
    BigDecimal meant = new BigDecimal(question.right());
    return Stream.of(said.split("[^0-9.]+"))
        .map(number -> number.replaceAll("\\.$", ""))
        .filter(number -> number.matches("\\d+(\\.\\d+)?"))
        .anyMatch(number -> new BigDecimal(number).compareTo(meant) == 0);
  }

  double modelCalls() {
    return withoutModel.stream().filter(byCode -> !byCode).count();
  }

  double tokens() {
    return promptTokens + completionTokens;
  }

  double share() {
    return right / (double) micros.size();
  }

  private Map<String, Object> row(String arm, int documents) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("bench", "ladder");
    row.put("trace", "telemetry");
    row.put("arm", arm);
    row.put("queries", micros.size());
    row.put("promptTokens", promptTokens);
    row.put("completionTokens", completionTokens);
    row.put("modelCalls", (long) modelCalls());
    row.put("withoutModelPer100", per100());
    row.put("agreements", documents);
    row.put("documents", documents);
    row.put("failures", unsure);
    row.put("success", Rows.rounded(share()));
    row.put("microsP50", Rows.percentile(micros, 50));
    row.put("microsP99", Rows.percentile(micros, 99));
    return row;
  }

  private List<Long> per100() {
    List<Long> shares = new ArrayList<>();
    for (int from = 0; from < withoutModel.size(); from += 100) {
      List<Boolean> part = withoutModel.subList(from, Math.min(from + 100, withoutModel.size()));
      shares.add(100 * part.stream().filter(byCode -> byCode).count() / part.size());
    }
    return shares;
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
