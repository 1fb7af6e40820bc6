package io.parley.ladderbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.gateway.Asked;
import io.parley.gateway.Attempt;
import io.parley.gateway.LocalModel;
import io.parley.knowledge.Fact;
import io.parley.message.Route;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * What the ladder makes of the telemetry where the reader before it is right, and where it errs.
 */
final class TelemetryRunTest {
  private static final int QUERIES = 200;
  private static final String HIGH = "How high";

  @Test
  void everyKindThatIsAnsweredRightlyIsLearnt() throws Exception {
    TelemetryRun run =
        TelemetryRows.climbed(reader(TelemetryRunTest::value), 11, QUERIES, Clock.systemUTC());
    assertEquals(1, run.success());
    assertEquals(4, run.documents());
    assertTrue(run.lastModelShare() <= 0.05, () -> "share " + run.lastModelShare());
  }

  @Test
  void aReadingThatTheWordsDoNotBearIsNotLearnt() throws Exception {
    LocalModel reader =
        reader(fact -> "highest in the last 1 h: %s %s".formatted(fact.name(), highest(fact)));
    TelemetryRun run = TelemetryRows.climbed(reader, 11, QUERIES, Clock.systemUTC());
    assertEquals(3, run.documents());
    assertTrue(run.success() < 1);
  }

  /** Reads rightly, but answers what begins with "How high" in a way of its own. */
  private static LocalModel reader(Function<Fact, String> high) {
    return new LocalModel() {
      @Override
      public boolean present() {
        return true;
      }

      @Override
      public CompletableFuture<Attempt> attempt(
          Asked asked, List<Fact> facts, Instant until, Consumer<String> delta) {
        String question = String.valueOf(asked.question().text());
        Fact meant =
            facts.stream()
                .filter(fact -> question.contains(fact.quantity()))
                .findFirst()
                .orElseThrow();
        String text =
            question.startsWith(HIGH)
                ? high.apply(meant)
                : question.startsWith("Is ") ? limit(meant) : value(meant);
        return CompletableFuture.completedFuture(
            new Attempt.Found(
                Route.MODEL,
                text,
                null,
                1.0,
                List.of(meant.evidence()),
                new Attempt.Source("reader", null, null),
                null));
      }
    };
  }

  private static String value(Fact fact) {
    return "%s: %s %s".formatted(fact.name(), fact.value(), fact.unit());
  }

  private static String limit(Fact fact) {
    boolean over = ((Number) fact.value()).doubleValue() > 60;
    return "%s, %s".formatted(over ? "yes" : "no", value(fact));
  }

  private static double highest(Fact fact) {
    return fact.windows().get(0).max();
  }
}
