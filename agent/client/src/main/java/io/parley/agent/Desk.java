package io.parley.agent;

import io.parley.message.Answer;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The agent's own threads: callbacks of one question in order, experts' work up to a bound. */
final class Desk implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Desk.class);

  private final ExecutorService threads;
  private final Semaphore room;

  Desk(String name, int mostWork) {
    AtomicInteger number = new AtomicInteger();
    ThreadFactory factory =
        task -> {
          Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
          thread.setDaemon(true);
          return thread;
        };
    threads = Executors.newCachedThreadPool(factory);
    room = new Semaphore(mostWork);
  }

  /** Does the work, or says that there is no room for it. */
  CompletableFuture<Answer> work(Callable<Answer> work, Answer busy) {
    if (!room.tryAcquire()) {
      return CompletableFuture.completedFuture(busy);
    }
    CompletableFuture<Answer> done = new CompletableFuture<>();
    try {
      threads.execute(
          () -> {
            try {
              done.complete(work.call());
            } catch (Exception e) {
              done.completeExceptionally(e);
            } finally {
              room.release();
            }
          });
    } catch (RejectedExecutionException closed) {
      room.release();
      done.complete(busy);
    }
    return done;
  }

  Ordered ordered() {
    return new Ordered();
  }

  @Override
  public void close() {
    threads.shutdown();
  }

  /** Runs tasks one after the other. */
  final class Ordered {
    private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

    synchronized void run(Runnable task) {
      last = last.thenRunAsync(() -> guarded(task), this::execute);
    }

    private void execute(Runnable task) {
      try {
        threads.execute(task);
      } catch (RejectedExecutionException closed) {
        task.run(); // the agent is closed: whoever waits must still hear of the end
      }
    }

    private void guarded(Runnable task) {
      try {
        task.run();
      } catch (RuntimeException e) {
        LOG.error("a listener of an answer failed", e);
      }
    }
  }
}
