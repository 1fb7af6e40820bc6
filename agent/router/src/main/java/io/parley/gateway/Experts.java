package io.parley.gateway;

import io.parley.message.Answer;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The port to agents that are experts on a subject. */
public interface Experts {
  /** A node without experts. */
  Experts NONE =
      new Experts() {
        @Override
        public boolean covers(String subject) {
          return false;
        }

        @Override
        public CompletableFuture<Optional<Said>> ask(Asked asked, Instant until) {
          return CompletableFuture.completedFuture(Optional.empty());
        }
      };

  /** Whether an agent with live status covers the subject. */
  boolean covers(String subject);

  /** Asks them; empty if none answered in time. Cancelling the future ends it. */
  CompletableFuture<Optional<Said>> ask(Asked asked, Instant until);

  /**
   * What an expert answered, as it may be told.
   *
   * @param answer by the expert's own name
   * @param principal whose rights the expert has; empty where the broker does not say
   */
  record Said(Answer answer, String principal) {}
}
