package io.parley.broker;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks passwords on one thread, beside the broker's own: each costs tens of milliseconds, and
 * guessing must not keep others out. The addresses take turns, and each has a short queue.
 */
final class PasswordChecks implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(PasswordChecks.class);

  /** About a second's worth, so that one address waits for itself alone. */
  static final int OF_ONE_ADDRESS = 16;

  static final int IN_ALL = 256;

  private final Map<String, Queue<Runnable>> waiting = new LinkedHashMap<>();
  private final Thread thread = new Thread(this::run, "parley-passwords");
  private int count;
  private boolean closed;

  PasswordChecks() {
    thread.setDaemon(true);
    thread.start();
  }

  /** Takes a check of somebody at this address; false: too many wait already. */
  synchronized boolean take(String source, Runnable check) {
    Queue<Runnable> its = waiting.get(source);
    if (closed || count >= IN_ALL || (its != null && its.size() >= OF_ONE_ADDRESS)) {
      return false;
    }
    waiting.computeIfAbsent(source, key -> new ArrayDeque<>()).add(check);
    count++;
    notifyAll();
    return true;
  }

  private void run() {
    try {
      while (true) {
        try {
          next().run();
        } catch (RuntimeException e) {
          log.warn("a password was not checked: {}", e.toString());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Of the address whose turn it is, which then stands behind the others. */
  private synchronized Runnable next() throws InterruptedException {
    while (waiting.isEmpty()) {
      wait();
    }
    Iterator<Map.Entry<String, Queue<Runnable>>> first = waiting.entrySet().iterator();
    Map.Entry<String, Queue<Runnable>> turn = first.next();
    String source = turn.getKey();
    Queue<Runnable> its = turn.getValue();
    first.remove();
    Runnable check = its.remove();
    if (!its.isEmpty()) {
      waiting.put(source, its);
    }
    count--;
    return check;
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      waiting.clear();
      count = 0;
    }
    thread.interrupt();
  }
}
