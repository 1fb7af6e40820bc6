package io.parley.broker;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Messages of one connection that the broker has read and not decided on yet. A user has so many at
 * a time over all its connections: a broker that is slower than they come would keep them in its
 * heap. Safe for threads.
 */
final class UnderWay {
  static final int OF_ONE_USER = 1_000;

  private final AtomicInteger user;
  private int its;

  /** None of this connection, of a user that has so many. */
  UnderWay(AtomicInteger user) {
    this.user = user;
  }

  /** One more; false: the user has as many as it may have. */
  synchronized boolean begin() {
    if (user.get() >= OF_ONE_USER) {
      return false;
    }
    user.incrementAndGet();
    its++;
    return true;
  }

  /** One is decided on. */
  synchronized void decided() {
    if (its > 0) {
      its--;
      user.decrementAndGet();
    }
  }

  /** The connection is closed: what of it was not decided on never will be. */
  synchronized void closed() {
    user.addAndGet(-its);
    its = 0;
  }
}
