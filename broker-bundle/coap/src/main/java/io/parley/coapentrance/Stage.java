package io.parley.coapentrance;

import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.eclipse.californium.elements.util.NamedThreadFactory;

/**
 * Californium's protocol stage: threads that take messages through the stack, and one for its
 * timers. Its own queue has no bound and no setting for one, and drains the socket into the heap;
 * here the one who puts datagrams in can see how many wait.
 */
final class Stage extends ScheduledThreadPoolExecutor {
  /**
   * So many tasks wait at most before datagrams are dropped: a few hundred milliseconds of work.
   */
  private static final int MOST_WAITING = 8_192;

  private final ThreadPoolExecutor threads;

  Stage(int count) {
    super(1, new NamedThreadFactory("coap-stage-timer"));
    setRemoveOnCancelPolicy(true);
    threads =
        new ThreadPoolExecutor(
            count,
            count,
            0,
            TimeUnit.MILLISECONDS,
            new LinkedBlockingQueue<>(),
            new NamedThreadFactory("coap-stage"));
  }

  /** Whether one more datagram may wait; what is on its way through is never dropped. */
  boolean room() {
    return threads.getQueue().size() < MOST_WAITING;
  }

  @Override
  public void execute(Runnable task) {
    threads.execute(task);
  }

  @Override
  public void shutdown() {
    super.shutdown();
    threads.shutdown();
  }

  @Override
  public List<Runnable> shutdownNow() {
    List<Runnable> left = super.shutdownNow();
    left.addAll(threads.shutdownNow());
    return left;
  }

  @Override
  public boolean awaitTermination(long time, TimeUnit unit) throws InterruptedException {
    long until = System.nanoTime() + unit.toNanos(time);
    return super.awaitTermination(time, unit)
        && threads.awaitTermination(until - System.nanoTime(), TimeUnit.NANOSECONDS);
  }
}
