package io.parley.broker;

import io.parley.message.Shown;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes failed log-ins to the log, one line a second; how many had none, the next line tells. */
final class FailedLogins {
  private static final Logger log = LoggerFactory.getLogger(FailedLogins.class);
  private static final long SECOND = 1_000_000_000L;

  private final long begin;
  private long line;
  private long untold;

  FailedLogins(long nanoTime) {
    begin = nanoTime;
    line = -SECOND;
  }

  /**
   * A log-in has failed.
   *
   * @param user the name that was given
   * @param why a sentence
   */
  synchronized void failed(@Nullable String user, String source, String why, long nanoTime) {
    long now = nanoTime - begin;
    if (now - line < SECOND) {
      untold++;
      return;
    }
    line = now;
    String more = untold == 0 ? "" : " (and %d more since the last line)".formatted(untold);
    untold = 0;
    log.warn(
        "log-in of user '{}' from {} failed: {}{}",
        user == null ? "-" : Shown.shortened(user),
        source,
        why,
        more);
  }
}
