package io.parley.calibration;

import io.parley.engine.EngineException;
import io.parley.engine.Generation;
import io.parley.engine.GenerationListener;
import io.parley.engine.GenerationRequest;
import io.parley.engine.LanguageModel;
import io.parley.prompt.Candidate;
import io.parley.prompt.Prompt;
import io.parley.prompt.Sheet;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;

/** Asks a model cases whose answers are known. */
public final class Evaluation {
  private static final int MOST_TOKENS = 4096;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final LanguageModel model;
  private final Clock clock;

  /** Asks this model; the clock sets deadlines only. */
  public Evaluation(LanguageModel model, Clock clock) {
    this.model = model;
    this.clock = clock;
  }

  /**
   * Asks every case, one after another. Words that are none of the answers, from a server that
   * takes no grammar, are no answer.
   *
   * @throws java.util.concurrent.CompletionException if the model fails
   */
  public List<Outcome> run(List<EvaluationCase> cases) {
    List<Outcome> out = new ArrayList<>();
    for (EvaluationCase each : cases) {
      out.add(ask(each));
    }
    return out;
  }

  private Outcome ask(EvaluationCase each) {
    Prompt prompt = Sheet.render(each.question(), each.facts(), each.now());
    GenerationRequest request =
        GenerationRequest.greedy(
            prompt.prefix(),
            prompt.text(),
            Math.min(MOST_TOKENS, prompt.longest()),
            clock.instant().plus(PATIENCE),
            prompt.choices());
    try {
      Generation generation = model.generate(request, GenerationListener.NONE).join();
      return new Outcome(
          each, generation.text().strip(), Confidence.raw(generation), generation.ms());
    } catch (CompletionException e) {
      if (e.getCause() instanceof EngineException known
          && known.kind() == EngineException.Kind.INVALID) {
        return new Outcome(each, Candidate.UNSURE, 0, 0);
      }
      throw e;
    }
  }
}
