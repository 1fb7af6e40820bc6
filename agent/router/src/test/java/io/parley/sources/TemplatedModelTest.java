package io.parley.sources;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.calibration.Calibration;
import io.parley.calibration.Confidence;
import io.parley.calibration.Evaluation;
import io.parley.calibration.HeldOut;
import io.parley.calibration.Outcome;
import io.parley.engine.ChatTemplate;
import io.parley.engine.Constraint;
import io.parley.engine.EngineException;
import io.parley.engine.Generation;
import io.parley.engine.GenerationListener;
import io.parley.engine.GenerationRequest;
import io.parley.engine.LanguageModel;
import io.parley.engine.ModelInfo;
import io.parley.prompt.Sheet;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** A model that was not trained on sheets: its template, its askers, what it is worth. */
final class TemplatedModelTest {
  private static final class Recording implements LanguageModel {
    private final List<GenerationRequest> asked = new ArrayList<>();
    private final CompletableFuture<Generation> said = new CompletableFuture<>();

    @Override
    public ModelInfo info() {
      return new ModelInfo("m", "", ModelInfo.State.READY, 512, 1, Map.of());
    }

    @Override
    public CompletableFuture<Generation> generate(
        GenerationRequest request, GenerationListener listener) {
      asked.add(request);
      return said;
    }

    @Override
    public void close() {}
  }

  private final Recording model = new Recording();

  private static ChatTemplate template(CompletableFuture<String> rendered) {
    return messages ->
        rendered.thenApply(
            form -> form.formatted(messages.get(0).content(), messages.get(1).content()));
  }

  private static CompletableFuture<Generation> ask(LanguageModel templated) {
    String sheet = Sheet.render("How warm?", List.of(), Instant.EPOCH).text();
    return templated.generate(
        GenerationRequest.greedy(Sheet.PREFIX, sheet, 4, Instant.MAX, new Constraint.Free()),
        GenerationListener.NONE);
  }

  private static <T> CompletableFuture<T> failed(EngineException.Kind kind) {
    return CompletableFuture.failedFuture(new EngineException(kind, "no"));
  }

  @Test
  void theSheetStandsWhereTheTemplateHasTheUsersWords() {
    var unused =
        ask(TemplatedModel.by(template(CompletableFuture.completedFuture("[S]%s[U]%s[A]")), model));
    GenerationRequest request = model.asked.get(0);
    assertTrue(request.prefix().startsWith("[S]Answer the question"), request.prefix());
    assertTrue(request.prefix().endsWith("[U]"), request.prefix());
    assertTrue(request.prompt().startsWith("Question: How warm?"), request.prompt());
    assertTrue(request.prompt().endsWith("[A]") && !request.prompt().contains("</s>"));
  }

  @Test
  void itsFixedWordsAreReadBeforeAnybodyAsks() {
    TemplatedModel templated =
        TemplatedModel.by(template(CompletableFuture.completedFuture("[S]%s[U]%s[A]")), model)
            .warmed(Instant.MAX);
    var unused = ask(templated);

    assertEquals(2, model.asked.size());
    assertEquals(model.asked.get(1).prefix(), model.asked.get(0).prefix());
    assertEquals(1, model.asked.get(0).maxTokens());
  }

  @Test
  void withoutATemplateItIsAskedInPlainWords() {
    var unused = ask(TemplatedModel.by(template(failed(EngineException.Kind.INVALID)), model));
    assertTrue(model.asked.get(0).prompt().endsWith("Answer:"));
  }

  @Test
  void aTemplateThatCannotBeHadFailsTheQuestion() {
    CompletableFuture<Generation> future =
        ask(TemplatedModel.by(template(failed(EngineException.Kind.CRASHED)), model));
    assertTrue(future.isCompletedExceptionally());
    assertTrue(model.asked.isEmpty());
  }

  @Test
  void whoNoLongerAsksEndsTheGeneration() {
    CompletableFuture<String> later = new CompletableFuture<>();
    LanguageModel templated = TemplatedModel.by(template(later), model);
    CompletableFuture<Generation> early = ask(templated);
    early.cancel(true);
    CompletableFuture<Generation> late = ask(templated);
    later.complete("%s%s");
    assertEquals(1, model.asked.size());
    assertFalse(model.said.isDone());
    late.cancel(true);
    assertTrue(model.said.isCancelled());
  }

  @Test
  void whatItSaysOrFailsWithComesBack() {
    CompletableFuture<Generation> future = ask(TemplatedModel.behind(model));
    EngineException busy = new EngineException(EngineException.Kind.BUSY, "later");
    model.said.completeExceptionally(busy);
    assertSame(busy, assertThrows(CompletionException.class, future::join).getCause());
  }

  @Test
  void wordsThatAreNoneOfTheAnswersAreNoAnswerToACase() {
    model.said.completeExceptionally(
        new EngineException(EngineException.Kind.INVALID, "none of the choices"));
    List<Outcome> outcomes = new Evaluation(model, Clock.systemUTC()).run(HeldOut.cases(5, 1));
    assertEquals(5, outcomes.size());
    assertTrue(outcomes.stream().noneMatch(Outcome::answered));
  }

  @Test
  void withoutProbabilitiesNothingIsSureAfterOneWrongAnswerTooMany() {
    Generation silent = new Generation("23", List.of(), 1, 0, 1, 1, null, Generation.End.COMPLETE);
    assertEquals(0, Confidence.raw(silent));
    model.said.complete(silent);
    List<Outcome> wrong = new Evaluation(model, Clock.systemUTC()).run(HeldOut.cases(60, 1));
    Calibration learnt = Calibration.learn("0123456789ab", Sheet.VERSION, wrong);
    assertFalse(learnt.sure(Confidence.raw(silent), 0.05));
  }
}
