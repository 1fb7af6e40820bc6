package io.parley.worker;

import java.time.Duration;

/** When a worker last said something, and how long it usually is silent. */
final class Pace {
  private static final long LEAST_NANOS = Duration.ofSeconds(2).toNanos();
  private static final long LEAST_WORK_NANOS = Duration.ofMillis(50).toNanos();
  private static final long TIMES = 20;

  private final long mostNanos;
  private long lastWord;
  private long longestPause;
  private long pinged;
  private long cpu;
  private long lastWork;
  private long resident;

  Pace(Duration silence) {
    this.mostNanos = silence.toNanos();
  }

  void restart(long now) {
    lastWord = now;
    lastWork = now;
    cpu = 0;
    pinged = 0;
  }

  /** Something was sent to it. */
  void sent(long now) {
    lastWord = Math.max(lastWord, now);
  }

  /** It said something about its work. */
  void word(long now) {
    longestPause = Math.max(longestPause * 99 / 100, now - lastWord);
    lastWord = now;
    pinged = 0;
  }

  void ping(long now) {
    pinged = pinged == 0 ? now : pinged;
  }

  void pong(long now) {
    pinged = 0;
    lastWord = Math.max(lastWord, now);
  }

  /** Whether it has been silent for so long that what it does should be looked at. */
  boolean quiet(long now) {
    return now - lastWord > usual() / 2;
  }

  /** So much processor time it has taken in all: who computes has not stopped. */
  void computed(long cpuNanos, long now) {
    if (cpuNanos - cpu >= LEAST_WORK_NANOS || cpuNanos < cpu) {
      cpu = cpuNanos;
      lastWork = now;
    }
  }

  /**
   * Why its silence is too long; empty if it is not. One that computes may be silent for as long as
   * any may: where others want the processor, too, a round can take many times what it usually
   * takes.
   */
  String silent(long now, boolean busy) {
    if (!busy) {
      return pinged == 0 ? "" : tooLong(now - pinged, mostNanos / 2);
    }
    String always = tooLong(now - lastWord, mostNanos);
    return always.isEmpty() ? tooLong(now - Math.max(lastWord, lastWork), usual()) : always;
  }

  private long usual() {
    return longestPause == 0
        ? mostNanos
        : Math.min(mostNanos, Math.max(LEAST_NANOS, longestPause * TIMES));
  }

  private static String tooLong(long silence, long limit) {
    return silence > limit
        ? "not a word for %d ms, at most %d are usual"
            .formatted(silence / 1_000_000, limit / 1_000_000)
        : "";
  }

  void memory(long bytes) {
    resident = bytes;
  }

  long memory() {
    return resident;
  }
}
