package io.parley.ladderbench;

import io.parley.bench.BenchRow;
import io.parley.gateway.Asked;
import io.parley.gateway.Attempt;
import io.parley.gateway.FoundBy;
import io.parley.gateway.LocalModel;
import io.parley.knowledge.Fact;
import io.parley.ladder.Ladder;
import io.parley.message.Answer;
import io.parley.message.By;
import io.parley.message.Cost;
import io.parley.message.Question;
import io.parley.message.Route;
import io.parley.message.Tier;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Telemetry questions asked of a reader of facts, alone or behind a ladder. An answer is right if
 * it says the value, or yes or no, as the facts have it.
 */
final class TelemetryRun {
  private static final int LAST = 100;

  private final LocalModel reader;
  private final Telemetry telemetry;
  private final Optional<Ladder> ladder;
  private final Clock clock;
  private final List<Long> micros = new ArrayList<>();
  private final ModelUse use = new ModelUse();
  private final Map<String, Kind> kinds = new TreeMap<>();
  private long promptTokens;
  private long completionTokens;
  private int right;
  private int unsure;
  private int documents;

  /** What became of the questions of one kind. */
  private static final class Kind {
    private int asked;
    private int byModel;
    private int right;
  }

  private TelemetryRun(
      LocalModel reader, Telemetry telemetry, Optional<Ladder> ladder, Clock clock) {
    this.reader = reader;
    this.telemetry = telemetry;
    this.ladder = ladder;
    this.clock = clock;
  }

  static TelemetryRun of(LocalModel reader, Telemetry telemetry, int size, Clock clock)
      throws InterruptedException {
    return new TelemetryRun(reader, telemetry, Optional.empty(), clock).asked(size);
  }

  static TelemetryRun of(
      LocalModel reader, Telemetry telemetry, Ladder ladder, int size, Clock clock)
      throws InterruptedException {
    TelemetryRun run = new TelemetryRun(reader, telemetry, Optional.of(ladder), clock).asked(size);
    run.documents = ladder.protocols().size();
    return run;
  }

  private TelemetryRun asked(int size) throws InterruptedException {
    for (int i = 0; i < size; i++) {
      if (Thread.interrupted()) {
        throw new InterruptedException("the bench is stopped");
      }
      ask(telemetry.next());
    }
    return this;
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
    use.note(!byCode);
    judge(question, attempt, byCode);
    if (attempt instanceof Attempt.Found found) {
      ladder.ifPresent(l -> heard(l, asked, facts, found));
    }
  }

  private void judge(Telemetry.Question question, Attempt attempt, boolean byCode) {
    Kind kind = kinds.computeIfAbsent(question.kind(), k -> new Kind());
    kind.asked++;
    kind.byModel += byCode ? 0 : 1;
    if (attempt instanceof Attempt.Found found) {
      int one = says(found.text(), question) ? 1 : 0;
      right += one;
      kind.right += one;
      count(found.cost());
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
            .build(),
        FoundBy.THIS_NODE);
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
    return use.count();
  }

  double lastModelShare() {
    return use.lastShare(LAST);
  }

  double tokens() {
    return promptTokens + completionTokens;
  }

  double success() {
    return right / (double) use.queries();
  }

  int documents() {
    return documents;
  }

  Map<String, Object> row(String arm) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("trace", "telemetry");
    row.put("arm", arm);
    row.put("queries", use.queries());
    row.put("promptTokens", promptTokens);
    row.put("completionTokens", completionTokens);
    row.put("modelCalls", use.count());
    row.put("withoutModelPer100", use.withoutPer100());
    row.put("modelShareLast100", lastModelShare());
    row.put("documents", documents);
    row.put("failures", unsure);
    row.put("success", BenchRow.rounded(success()));
    Map<String, Object> byKind = new LinkedHashMap<>();
    kinds.forEach(
        (phrase, kind) ->
            byKind.put(
                phrase, Map.of("asked", kind.asked, "byModel", kind.byModel, "right", kind.right)));
    row.put("kinds", byKind);
    row.put("microsP50", Rows.percentile(micros, 50));
    row.put("microsP99", Rows.percentile(micros, 99));
    return row;
  }
}
