package io.parley.worker;

import java.time.Duration;

/** When a worker last said something, and how long it usually is silent. */
final class Pace {
  private static final long LEAST_NANOS = Duration.ofSeconds(2).toNanos();
  private static final long TIMES = 20;

  private final long mostNanos;
  private long lastWord;
  private long longestPause;
  private long pinged;
  private long resident;

  Pace(Duration silence) {
    this.mostNanos = silence.toNanos();
  }

  void restart(long now) {
    lastWord = now;
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

  /** Why its silence is too long; empty if it is not. */
  String silent(long now, boolean busy) {
    long limit =
        longestPause == 0
            ? mostNanos
            : Math.min(mostNanos, Math.max(LEAST_NANOS, longestPause * TIMES));
    long since = busy ? lastWord : pinged == 0 ? now : pinged;
    long silence = now - since;
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
