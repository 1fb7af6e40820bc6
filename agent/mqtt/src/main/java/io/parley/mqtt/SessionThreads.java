package io.parley.mqtt;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The two threads of a session: one runs it (state, queue, timers), the other calls the listeners.
 * The first keeps the JVM alive until the session is closed.
 *
 * <p>While listeners have more to hear, what they hand to the session's thread goes there together:
 * to wake a thread for each message costs more than the message.
 */
final class SessionThreads {
  private static final Logger LOG = LoggerFactory.getLogger(SessionThreads.class);
  private static final int MOST_TOGETHER = 32;

  /** Then timers have their turn. */
  private static final int MOST_IN_A_ROW = 256;

  /** A listener may wait for what it has handed over, and then nothing else would send it. */
  private static final long LONGEST_TOGETHER_MS = 1;

  private final ScheduledThreadPoolExecutor running;
  private final ExecutorService hearing;
  private volatile @Nullable Thread runner;
  private volatile @Nullable Thread hearer;
  private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean awake = new AtomicBoolean();
  private final AtomicBoolean watched = new AtomicBoolean();

  // Of the hearing thread alone.
  private boolean collecting;
  private int collected;

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

  /** Runs it on the session's thread, in order; false if there is none any more. */
  boolean run(Runnable task) {
    if (running.isShutdown()) {
      return false;
    }
    waiting.add(task);
    if (Thread.currentThread() == hearer && collecting) {
      collect();
    } else {
      wake();
    }
    return true;
  }

  /** What the listeners call, with what follows once they have heard it. */
  void heard(boolean more, Runnable hear, Runnable afterwards) {
    collecting = more || collected > 0;
    hear.run();
    if (collected > 0) {
      var unused = run(afterwards);
    } else {
      afterwards.run();
    }
    if (!more) {
      handOver();
      collecting = false;
    }
  }

  private void collect() {
    collected++;
    if (watched.compareAndSet(false, true)) {
      after(Duration.ofMillis(LONGEST_TOGETHER_MS), this::runWatched);
    }
    if (collected >= MOST_TOGETHER) {
      handOver();
    }
  }

  private void handOver() {
    if (collected > 0) {
      collected = 0;
      wake();
    }
  }

  private void runWatched() {
    watched.set(false);
    wake();
  }

  /** One wake-up for all that waits: the thread is not woken again until it has found nothing. */
  private void wake() {
    if (awake.compareAndSet(false, true) && !accepted(running, this::runWaiting)) {
      awake.set(false);
    }
  }

  private void runWaiting() {
    for (int i = 0; i < MOST_IN_A_ROW; i++) {
      Runnable task = waiting.poll();
      if (task == null) {
        break;
      }
      try {
        task.run();
      } catch (RuntimeException e) {
        LOG.error("a session failed once and goes on", e);
      }
    }
    awake.set(false);
    if (!waiting.isEmpty()) {
      wake();
    }
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
    var unused =
        accepted(
            timed -> {
              var unusedTimer = running.schedule(timed, wait.toMillis(), TimeUnit.MILLISECONDS);
            },
            task);
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

  private static boolean accepted(Executor to, Runnable task) {
    try {
      to.execute(task);
      return true;
    } catch (RejectedExecutionException ended) {
      return false;
    }
  }
}
