package io.parley.calibration;

import io.parley.engine.EngineException;
import io.parley.engine.LanguageModel;
import io.parley.prompt.Candidate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;

/** Asks a model cases whose answers are known. */
public final class Evaluation {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Questioning questioning;
  private final Clock clock;

  /** Asks this model; the clock sets deadlines only. */
  public Evaluation(LanguageModel model, Clock clock) {
    this.questioning = new Questioning(model);
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
    Instant until = clock.instant().plus(PATIENCE);
    try {
      Questioning.Reply reply =
          questioning.ask(each.question(), each.facts(), each.now(), until, delta -> {}).join();
      Long ms = reply.cost().ms();
      return new Outcome(each, reply.text(), reply.raw(), ms == null ? 0 : ms);
    } catch (CompletionException e) {
      if (e.getCause() instanceof EngineException known
          && known.kind() == EngineException.Kind.INVALID) {
        return new Outcome(each, Candidate.UNSURE, 0, 0);
      }
      throw e;
    }
  }
}
