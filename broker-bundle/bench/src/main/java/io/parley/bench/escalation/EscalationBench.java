package io.parley.bench.escalation;

import io.parley.bench.Bench;
import io.parley.bench.nano.NanoModel;
import io.parley.calibration.Calibration;
import io.parley.calibration.EvaluationCase;
import io.parley.calibration.EvaluationSets;
import io.parley.gateway.Answerers;
import io.parley.gateway.Asked;
import io.parley.gateway.Gateway;
import io.parley.gateway.GatewayIdentity;
import io.parley.gateway.GatewayLimits;
import io.parley.gateway.LocalModel;
import io.parley.message.Answer;
import io.parley.message.Question;
import io.parley.message.Status;
import io.parley.message.Tier;
import io.parley.sources.ModelOverFacts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * {@code ./parley bench escalation}: every evaluation case is asked of a gateway with the built-in
 * model, its calibration, and above it a node that knows the truth. Compared with sending as many
 * questions up, drawn by chance.
 */
public final class EscalationBench implements Bench {
  private static final Duration LONGEST = Duration.ofMinutes(8);
  private static final Duration LIFE = Duration.ofMinutes(2);
  private static final double ERROR_RATE = Calibration.USUAL_ERROR_RATE;

  private final int most;
  private final Clock clock = Clock.systemUTC();

  /** Over both built-in sets. */
  public EscalationBench() {
    this(Integer.MAX_VALUE);
  }

  /** Over so many cases of each set. */
  public EscalationBench(int most) {
    this.most = most;
  }

  @Override
  public boolean run(Consumer<String> line) throws Exception {
    try (NanoModel nano = NanoModel.open(clock)) {
      Case world = new Case(clock.instant().plus(LONGEST));
      LocalModel local =
          world.noting(
              new ModelOverFacts(
                  nano.worker(), () -> Optional.of(nano.calibration()), ERROR_RATE, world.clock()));
      try (Gateway gateway = gateway(world, local)) {
        Rows rows = new Rows(line, ERROR_RATE);
        rows.of("generated", measured(gateway, world, EvaluationSets.evaluation()));
        rows.of("by-hand", measured(gateway, world, EvaluationSets.handWritten()));
        return rows.met();
      }
    }
  }

  private Gateway gateway(Case world, LocalModel local) {
    Answerers nobody = Answerers.NOBODY;
    Answerers answerers =
        new Answerers(
            world.facts(),
            nobody.queries(),
            nobody.routines(),
            nobody.experts(),
            local,
            nobody.passages(),
            world.above(),
            nobody.ledger());
    // Without a cache: every case meets the model.
    return new Gateway(
        new GatewayIdentity("plant1", "gateway", Tier.GATEWAY),
        answerers,
        new GatewayLimits(8, 0, Duration.ofMinutes(1), true),
        clock);
  }

  private Routed measured(Gateway gateway, Case world, List<EvaluationCase> cases)
      throws InterruptedException {
    List<Routed.One> all = new ArrayList<>();
    for (EvaluationCase one : cases.subList(0, Math.min(most, cases.size()))) {
      if (Thread.interrupted()) {
        throw new InterruptedException("the bench is stopped");
      }
      world.next(one);
      Answer answer = gateway.ask(asked(one), interim -> {}).answer().join();
      if (answer.status() != Status.ANSWERED) {
        throw new IllegalStateException("'%s' ended %s".formatted(one.question(), answer));
      }
      all.add(new Routed.One(!world.wentUp(), world.localRight()));
      if (all.size() % 50 == 0) {
        System.err.printf("escalation: %d of %d%n", all.size(), cases.size());
      }
    }
    return new Routed(all);
  }

  private Asked asked(EvaluationCase one) {
    Instant now = clock.instant();
    return new Asked(
        Question.ofText(one.question()), "", "", "", "", "", now, now.plus(LIFE), null);
  }
}
