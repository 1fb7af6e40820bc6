package io.parley.ladder;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread of the ladder: work goes one after the other, and a failure ends only itself. */
final class OneThread implements Executor, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OneThread.class);
  private static final long LONGEST_CLOSE_MS = 2_000;

  private final ExecutorService executor;

  OneThread(String name) {
    executor =
        Executors.newSingleThreadExecutor(
            work -> {
              Thread thread = new Thread(work, name);
              thread.setDaemon(true);
              return thread;
            });
  }

  @Override
  public void execute(Runnable work) {
    try {
      executor.execute(
          () -> {
            try {
              work.run();
            } catch (RuntimeException e) {
              LOG.error("the ladder failed once and goes on", e);
            }
          });
    } catch (RejectedExecutionException e) {
      LOG.debug("the ladder is closed");
    }
  }

  /** Interrupts what runs, drops what waits, and waits for neither. */
  void abandon() {
    executor.shutdownNow();
  }

  @Override
  public void close() {
    executor.shutdown();
    try {
      if (!executor.awaitTermination(LONGEST_CLOSE_MS, TimeUnit.MILLISECONDS)) {
        executor.shutdownNow();
      }
    } catch (InterruptedException e) {
      executor.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
