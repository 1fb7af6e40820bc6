package io.parley.calibration;

import io.parley.engine.LanguageModel;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

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
    Questioning.Reply reply =
        questioning
            .ask(
                each.question(),
                each.facts(),
                each.now(),
                clock.instant().plus(PATIENCE),
                delta -> {})
            .join();
    Long ms = reply.cost().ms();
    return new Outcome(each, reply.text(), reply.raw(), ms == null ? 0 : ms);
  }
}
