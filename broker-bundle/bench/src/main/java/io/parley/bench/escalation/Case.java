package io.parley.bench.escalation;

import io.parley.calibration.EvaluationCase;
import io.parley.gateway.Asked;
import io.parley.gateway.Attempt;
import io.parley.gateway.FactSource;
import io.parley.gateway.LocalModel;
import io.parley.gateway.Upstream;
import io.parley.knowledge.Fact;
import io.parley.message.Answer;
import io.parley.message.By;
import io.parley.message.Evidence;
import io.parley.message.Route;
import io.parley.message.Tier;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The world of one question after another: what the gateway has seen, a node above that knows the
 * truth, and the case's own time, which only the model's sheet sees.
 */
final class Case {
  private static final By ABOVE = new By("oracle", Tier.HUB, null, null, null);

  private final Instant until;
  private @Nullable EvaluationCase now;
  private volatile @Nullable String said;
  private volatile boolean wentUp;

  /** Cases that must all be done by then, by the machine's own clock. */
  Case(Instant until) {
    this.until = until;
  }

  void next(EvaluationCase one) {
    now = one;
    said = null;
    wentUp = false;
  }

  private EvaluationCase current() {
    return Objects.requireNonNull(now, "no case yet");
  }

  /** Whether what the model said is right: the answer, or none where the facts tell none. */
  boolean localRight() {
    return Objects.equals(said, current().answer());
  }

  boolean wentUp() {
    return wentUp;
  }

  Clock clock() {
    return new Clock() {
      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }

      @Override
      public Instant instant() {
        return current().now();
      }
    };
  }

  FactSource facts() {
    return new FactSource() {
      @Override
      public List<Fact> select(String text, String subject, List<Evidence> carried) {
        return current().facts();
      }

      @Override
      public @Nullable Object value(String topic, String path) {
        return null;
      }
    };
  }

  /** The model as it is, and a note of what it said, whatever the gateway makes of that. */
  LocalModel noting(LocalModel model) {
    return new LocalModel() {
      @Override
      public boolean present() {
        return model.present();
      }

      @Override
      public CompletableFuture<Attempt> attempt(
          Asked asked, List<Fact> facts, Instant ignored, Consumer<String> delta) {
        return model.attempt(asked, facts, until, delta).thenApply(Case.this::noted);
      }
    };
  }

  private Attempt noted(Attempt attempt) {
    if (attempt instanceof Attempt.Found found) {
      said = found.text();
    } else if (attempt instanceof Attempt.Guess guess) {
      said = guess.text();
    } else {
      said = null;
    }
    return attempt;
  }

  Upstream above() {
    return new Upstream() {
      @Override
      public boolean configured() {
        return true;
      }

      @Override
      public boolean reachable() {
        return true;
      }

      @Override
      public void onReachable(Runnable listener) {}

      @Override
      public CompletableFuture<Optional<Answer>> ask(Passed passed) {
        wentUp = true;
        String truth = current().answer();
        return CompletableFuture.completedFuture(
            Optional.of(
                Answer.by(ABOVE)
                    .id(passed.question().id())
                    .answered(Route.DOCUMENT, truth == null ? "nothing here tells it" : truth)
                    .build()));
      }
    };
  }
}
