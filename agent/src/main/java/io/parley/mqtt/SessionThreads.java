package io.parley.mqtt;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The two threads of a session: one runs it (state, queue, timers), the other calls the listeners.
 * The first keeps the JVM alive until the session is closed.
 */
final class SessionThreads {
  private final ScheduledThreadPoolExecutor running;
  private final ExecutorService hearing;
  private volatile @Nullable Thread runner;
  private volatile @Nullable Thread hearer;

  SessionThreads(String clientId) {
    running =
        new ScheduledThreadPoolExecutor(1, task -> runner = new Thread(task, "mqtt-" + clientId));
    running.setRemoveOnCancelPolicy(true);
    hearing =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread made = new Thread(task, "mqtt-hear-" + clientId);
              made.setDaemon(true);
              hearer = made;
              return made;
            });
  }

  /** Runs it on the session's thread; false if there is none any more. */
  boolean run(Runnable task) {
    return accepted(running, task);
  }

  /** Calls it where the listeners are called; false if there is no such thread any more. */
  boolean hear(Runnable task) {
    return accepted(hearing, task);
  }

  void every(Duration pause, Runnable task) {
    long ms = pause.toMillis();
    var unused = running.scheduleWithFixedDelay(task, ms, ms, TimeUnit.MILLISECONDS);
  }

  void after(Duration wait, Runnable task) {
    var unused = running.schedule(task, wait.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Whether the caller is one of these threads, and so must not wait for them. */
  boolean inside() {
    Thread here = Thread.currentThread();
    return here == runner || here == hearer;
  }

  void endHearing() {
    hearing.shutdown();
  }

  void end() {
    hearing.shutdown();
    running.shutdownNow();
  }

  private static boolean accepted(ExecutorService to, Runnable task) {
    try {
      to.execute(task);
      return true;
    } catch (RejectedExecutionException ended) {
      return false;
    }
  }
}
