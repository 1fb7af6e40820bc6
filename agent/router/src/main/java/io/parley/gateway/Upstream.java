package io.parley.gateway;

import io.parley.message.Answer;
import io.parley.message.Question;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The port to the node one level up. */
public interface Upstream {
  /** A node with nothing above it. */
  Upstream NONE =
      new Upstream() {
        @Override
        public boolean configured() {
          return false;
        }

        @Override
        public boolean reachable() {
          return false;
        }

        @Override
        public void onReachable(Runnable listener) {}

        @Override
        public CompletableFuture<Optional<Answer>> ask(Passed passed) {
          return CompletableFuture.completedFuture(Optional.empty());
        }
      };

  /** Whether there should be one. */
  boolean configured();

  /** Whether its router is online now. */
  boolean reachable();

  /**
   * Completes once it was looked for after the start: with whether it is reachable then. A question
   * that has come so far waits until that is known.
   */
  default CompletableFuture<Boolean> looked() {
    return CompletableFuture.completedFuture(reachable());
  }

  /** Hears whenever it becomes reachable. */
  void onReachable(Runnable listener);

  /**
   * Asks it; empty if no final answer came in time. Cancelling the future cancels the question
   * above.
   */
  CompletableFuture<Optional<Answer>> ask(Passed passed);

  /**
   * A question on its way up.
   *
   * @param question with origin, path, facts and one hop less
   * @param subject the subject, levels joined by slashes; empty for {@code any}
   * @param until when the answer must be here
   * @param traceparent W3C trace context
   */
  record Passed(Question question, String subject, Instant until, @Nullable String traceparent) {}
}
