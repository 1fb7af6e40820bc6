package io.parley.gateway;

import io.parley.knowledge.Fact;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** The port to a model that reads facts and passages. */
public interface LocalModel {
  /** A node without a model. */
  LocalModel NONE =
      new LocalModel() {
        @Override
        public boolean present() {
          return false;
        }

        @Override
        public CompletableFuture<Attempt> attempt(
            Asked asked, List<Fact> facts, Instant until, Consumer<String> delta) {
          return CompletableFuture.completedFuture(Attempt.NOTHING);
        }
      };

  /** Whether there is one, loaded or loading. */
  boolean present();

  /**
   * Answers from facts. Cancelling the future ends the work.
   *
   * @param until when it must have ended
   * @param delta hears text as it is decoded
   */
  CompletableFuture<Attempt> attempt(
      Asked asked, List<Fact> facts, Instant until, Consumer<String> delta);
}
