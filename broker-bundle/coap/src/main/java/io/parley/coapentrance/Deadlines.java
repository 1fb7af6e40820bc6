package io.parley.coapentrance;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Things that are all due after the same while, so that the first in is the first due. Nearly all
 * are taken out before: that costs less than a timer for each, which may wake a thread.
 *
 * @param <T> what is due, in here at most once at a time
 */
final class Deadlines<T> {
  private final ScheduledExecutorService timer;
  private final long nanos;
  private final Consumer<T> due;
  private final Map<T, Long> waiting = new LinkedHashMap<>();
  private boolean watched;

  /**
   * None yet.
   *
   * @param due is told of each, on the timer's thread
   */
  Deadlines(ScheduledExecutorService timer, long millis, Consumer<T> due) {
    this.timer = timer;
    nanos = TimeUnit.MILLISECONDS.toNanos(millis);
    this.due = due;
  }

  synchronized void add(T thing) {
    waiting.put(thing, System.nanoTime() + nanos);
    if (!watched) {
      watched = true;
      watch(nanos);
    }
  }

  synchronized void remove(T thing) {
    waiting.remove(thing);
  }

  private void watch(long wait) {
    Later.after(timer, TimeUnit.NANOSECONDS.toMillis(wait) + 1, this::look);
  }

  private void look() {
    late().forEach(due);
  }

  private synchronized List<T> late() {
    List<T> late = new ArrayList<>();
    watched = false;
    long now = System.nanoTime();
    for (Iterator<Map.Entry<T, Long>> each = waiting.entrySet().iterator(); each.hasNext(); ) {
      Map.Entry<T, Long> first = each.next();
      long left = first.getValue() - now;
      if (left > 0) {
        watched = true;
        watch(left);
        break;
      }
      late.add(first.getKey());
      each.remove();
    }
    return late;
  }
}
