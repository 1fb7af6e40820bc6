package io.parley.sources;

import io.parley.calibration.Calibration;
import io.parley.calibration.Questioning;
import io.parley.engine.LanguageModel;
import io.parley.gateway.Asked;
import io.parley.gateway.Attempt;
import io.parley.gateway.LocalModel;
import io.parley.knowledge.Fact;
import io.parley.message.Evidence;
import io.parley.message.Route;
import io.parley.prompt.Sheet;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A model that reads the facts: code renders the sheet and lists the answers that it supports, the
 * model decodes one of them, and the calibration for its file says what its confidence is worth.
 * Without a calibration every answer is a best guess.
 */
public final class ModelOverFacts implements LocalModel {
  private final LanguageModel model;
  private final Questioning questioning;
  private final Supplier<Optional<Calibration>> calibration;
  private final double errorRate;
  private final Clock clock;

  /**
   * A reader.
   *
   * @param calibration for the model's file, as soon as there is one
   * @param errorRate the share of questions that may be answered wrongly as sure
   */
  public ModelOverFacts(
      LanguageModel model,
      Supplier<Optional<Calibration>> calibration,
      double errorRate,
      Clock clock) {
    this.model = model;
    this.questioning = new Questioning(model);
    this.calibration = calibration;
    this.errorRate = errorRate;
    this.clock = clock;
  }

  @Override
  public boolean present() {
    return true;
  }

  @Override
  public CompletableFuture<Attempt> attempt(
      Asked asked, List<Fact> facts, Instant until, Consumer<String> delta) {
    String text = asked.question().text();
    if (text == null || facts.isEmpty()) {
      return CompletableFuture.completedFuture(
          new Attempt.Nothing("no fact here shares a word with the question"));
    }
    String question = Sheet.about(text, asked.subject());
    if (question.length() > Sheet.MOST_CHARACTERS) {
      return CompletableFuture.completedFuture(
          new Attempt.Nothing(
              "a question of %d characters must be at most %d for the model here"
                  .formatted(question.length(), Sheet.MOST_CHARACTERS)));
    }
    CompletableFuture<Questioning.Reply> reply =
        questioning.ask(question, Fact.withoutBounds(facts), clock.instant(), until, delta);
    CompletableFuture<Attempt> attempt = reply.thenApply(this::judged);
    var unused =
        attempt.whenComplete(
            (value, error) -> {
              if (attempt.isCancelled()) {
                reply.cancel(true);
              }
            });
    return attempt;
  }

  private Attempt judged(Questioning.Reply reply) {
    Attempt.Source source = new Attempt.Source(model.info().name(), model.info().snapshot(), null);
    List<Evidence> evidence =
        reply.chosen().stream()
            .flatMap(one -> one.facts().stream())
            .distinct()
            .limit(Sheet.MOST_FACTS)
            .map(Fact::evidence)
            .toList();
    Guessed guess =
        (text, confidence, why) ->
            new Attempt.Guess(Route.MODEL, text, confidence, evidence, source, reply.cost(), why);
    if (!reply.answered()) {
      String some = reply.known();
      String why = reply.why();
      String unfound = "the model does not find %s in the facts";
      return guess.of(
          some.isEmpty() ? null : some,
          null,
          why == null ? unfound.formatted(some.isEmpty() ? "it" : "all of it") : why);
    }
    Optional<Calibration> known = calibration.get();
    if (known.isEmpty()) {
      return guess.of(reply.text(), null, "the model is not calibrated yet");
    }
    double confidence = known.get().confidence(reply.raw());
    if (known.get().sure(reply.raw(), errorRate)) {
      return new Attempt.Found(
          Route.MODEL, reply.text(), null, confidence, evidence, source, reply.cost());
    }
    return guess.of(
        reply.text(),
        confidence,
        "the model is less sure than the error rate %s allows".formatted(errorRate));
  }

  /** A guess from what the reply read. */
  private interface Guessed {
    Attempt.Guess of(@Nullable String text, @Nullable Double confidence, String why);
  }
}
