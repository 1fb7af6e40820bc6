package io.parley.sources;

import io.parley.calibration.Calibration;
import io.parley.calibration.Confidence;
import io.parley.engine.Generation;
import io.parley.engine.GenerationListener;
import io.parley.engine.GenerationRequest;
import io.parley.engine.LanguageModel;
import io.parley.engine.Sampling;
import io.parley.gateway.Asked;
import io.parley.gateway.Attempt;
import io.parley.gateway.LocalModel;
import io.parley.knowledge.Fact;
import io.parley.message.Cost;
import io.parley.message.Evidence;
import io.parley.message.Route;
import io.parley.prompt.Candidate;
import io.parley.prompt.Kind;
import io.parley.prompt.Prompt;
import io.parley.prompt.Sheet;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A model that reads the facts: code renders the sheet and lists the answers that it supports, the
 * model decodes one of them, and the calibration for its file says what its confidence is worth.
 * Without a calibration every answer is a best guess.
 */
public final class ModelOverFacts implements LocalModel {
  private static final int MOST_TOKENS = 4096;

  private final LanguageModel model;
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
    Prompt prompt = Sheet.render(text, asked.subject(), Fact.withoutBounds(facts), clock.instant());
    GenerationRequest request =
        new GenerationRequest(
            prompt.prefix(),
            prompt.text(),
            Math.min(MOST_TOKENS, prompt.longest()),
            until,
            prompt.choices(),
            Sampling.GREEDY,
            List.of(),
            0,
            null);
    CompletableFuture<Generation> generation = model.generate(request, said(delta));
    CompletableFuture<Attempt> attempt =
        generation.thenApply(generated -> judged(prompt, generated));
    var unused =
        attempt.whenComplete(
            (value, error) -> {
              if (attempt.isCancelled()) {
                generation.cancel(true);
              }
            });
    return attempt;
  }

  private static GenerationListener said(Consumer<String> delta) {
    return new GenerationListener() {
      @Override
      public void decoded(String piece) {
        delta.accept(piece);
      }
    };
  }

  private Attempt judged(Prompt prompt, Generation generated) {
    List<Candidate> chosen = prompt.read(generated.text()).orElse(List.of());
    Attempt.Source source = new Attempt.Source(model.info().name(), model.info().snapshot(), null);
    Cost cost =
        new Cost(
            generated.promptTokens(),
            generated.cachedTokens(),
            generated.tokens().size(),
            generated.ms(),
            generated.joules());
    if (chosen.isEmpty() || chosen.stream().anyMatch(one -> one.kind() == Kind.UNSURE)) {
      return new Attempt.Guess(
          Route.MODEL,
          null,
          null,
          List.of(),
          source,
          cost,
          "the model does not find it in the facts");
    }
    List<Evidence> evidence =
        chosen.stream()
            .flatMap(one -> one.facts().stream())
            .distinct()
            .limit(Sheet.MOST_FACTS)
            .map(Fact::evidence)
            .toList();
    double raw = Confidence.raw(generated);
    Optional<Calibration> known = calibration.get();
    if (known.isEmpty()) {
      return new Attempt.Guess(
          Route.MODEL,
          generated.text(),
          null,
          evidence,
          source,
          cost,
          "the model is not calibrated yet");
    }
    double confidence = known.get().confidence(raw);
    if (known.get().sure(raw, errorRate)) {
      return new Attempt.Found(
          Route.MODEL, generated.text(), null, confidence, evidence, source, cost);
    }
    return new Attempt.Guess(
        Route.MODEL,
        generated.text(),
        confidence,
        evidence,
        source,
        cost,
        "the model is less sure than the error rate %s allows".formatted(errorRate));
  }
}
