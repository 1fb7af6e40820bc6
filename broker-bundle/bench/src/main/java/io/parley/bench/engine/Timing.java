package io.parley.bench.engine;

import io.parley.engine.Constraint;
import io.parley.engine.Generation;
import io.parley.engine.GenerationListener;
import io.parley.engine.GenerationRequest;
import io.parley.engine.LanguageModel;
import java.time.Clock;
import java.time.Instant;

/** Times generations from the asker's side. */
final class Timing implements GenerationListener {
  private static final int MINUTES = 5;

  private final long start = System.nanoTime();
  private long first;

  /** A request that decodes so many tokens whatever they are. */
  static GenerationRequest request(Clock clock, String prefix, String prompt, int tokens) {
    return GenerationRequest.greedy(
        prefix,
        prompt,
        tokens,
        Instant.now(clock).plusSeconds(MINUTES * 60),
        new Constraint.Free());
  }

  /** Seconds to the first token. */
  static double firstToken(LanguageModel model, GenerationRequest request) {
    Timing timing = new Timing();
    model.generate(request, timing).join();
    long end = timing.first == 0 ? System.nanoTime() : timing.first;
    return (end - timing.start) / 1e9;
  }

  /** Tokens a second after the first one. */
  static double rate(LanguageModel model, GenerationRequest request) {
    Timing timing = new Timing();
    Generation generation = model.generate(request, timing).join();
    long end = System.nanoTime();
    return (generation.tokens().size() - 1) * 1e9 / (end - timing.first);
  }

  @Override
  public void decoded(String piece) {
    first = first == 0 ? System.nanoTime() : first;
  }
}
