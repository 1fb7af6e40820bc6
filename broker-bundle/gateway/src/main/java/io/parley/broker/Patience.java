package io.parley.broker;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Waits as long as there is work going on, since a loaded machine may take minutes for what takes
 * seconds elsewhere: until the process has hardly used a processor for a while, and no longer than
 * ten whiles.
 */
final class Patience {
  private static final Duration LEAST_WORK = Duration.ofSeconds(1);
  private static final int MOST = 10;

  private final Duration aWhile;
  private final Supplier<Duration> worked;

  /**
   * Patience with a process.
   *
   * @param aWhile how long it may do next to nothing
   * @param worked the processor time it has used so far
   */
  Patience(Duration aWhile, Supplier<Duration> worked) {
    this.aWhile = aWhile;
    this.worked = worked;
  }

  /** Patience with this process; one while in all where its processor time is not told. */
  static Patience ofThisProcess(Duration aWhile) {
    return new Patience(
        aWhile, () -> ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO));
  }

  /**
   * Waits for it.
   *
   * @throws TimeoutException once it is over, saying after how long
   */
  void await(Future<?> what) throws InterruptedException, ExecutionException, TimeoutException {
    Duration before = worked.get();
    for (int whiles = 1; ; whiles++) {
      try {
        what.get(aWhile.toMillis(), TimeUnit.MILLISECONDS);
        return;
      } catch (TimeoutException e) {
        Duration now = worked.get();
        if (whiles >= MOST || now.minus(before).compareTo(LEAST_WORK) < 0) {
          throw new TimeoutException(aWhile.multipliedBy(whiles).toSeconds() + " s");
        }
        before = now;
      }
    }
  }
}
