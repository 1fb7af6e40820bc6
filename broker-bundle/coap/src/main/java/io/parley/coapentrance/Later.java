package io.parley.coapentrance;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done when something else is, whose own failure must not vanish. */
final class Later {
  private static final Logger LOGGER = LoggerFactory.getLogger(Later.class);

  private Later() {}

  /** Does it with the result, or with the error, whichever comes. */
  static <T> void then(CompletionStage<T> stage, BiConsumer<T, @Nullable Throwable> action) {
    var unused =
        stage.whenComplete(
            (result, error) -> {
              try {
                action.accept(result, error);
              } catch (RuntimeException e) {
                LOGGER.warn("a request was not seen through", e);
              }
            });
  }

  /** Does it after a time, unless the timer is shut down by then. */
  static void after(ScheduledExecutorService timer, long millis, Runnable action) {
    if (!timer.isShutdown()) {
      var unused = timer.schedule(action, millis, TimeUnit.MILLISECONDS);
    }
  }
}
