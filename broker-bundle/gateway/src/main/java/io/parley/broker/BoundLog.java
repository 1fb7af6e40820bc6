package io.parley.broker;

import io.parley.message.Shown;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells whoever listens of every bound that is reached, and the log once for each bound, client and
 * address; no more than a line a second, since whoever floods a node must not fill its disk.
 */
final class BoundLog {
  private static final Logger log = LoggerFactory.getLogger(BoundLog.class);
  private static final int MOST = 10_000;
  private static final int LINES_PER_SECOND = 1;
  private static final int MOST_ENDED = 20;

  private final BrokerEvents events;
  private final TokenBucket lines;
  private int ended;
  private final Set<String> told =
      Collections.newSetFromMap(
          new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
              return size() > MOST;
            }
          });

  BoundLog(BrokerEvents events, long nanoTime) {
    this.events = events;
    this.lines = new TokenBucket(LINES_PER_SECOND, nanoTime);
  }

  /**
   * A bound is reached.
   *
   * @param user whose, or {@code -} where nobody has been let in
   * @param client its client id, or {@code -}
   * @param source its address
   * @param rule what the bound is, for a person
   */
  void reached(Bound bound, String user, String client, String source, String rule, long nanoTime) {
    events.boundReached(bound);
    String key = String.join("\0", bound.word(), user, client, source);
    synchronized (told) {
      if (told.contains(key) || lines.take(1, nanoTime) > 0) {
        return;
      }
      told.add(key);
    }
    log.warn(
        "user {}, client '{}', from {}: {}: {}",
        user,
        Shown.shortened(client),
        source,
        bound.word(),
        rule);
  }

  /** A session that the last process left is ended. */
  void ended(String client, String owner, String why) {
    synchronized (told) {
      if (ended++ < MOST_ENDED) {
        log.warn(
            "the session of client '{}' of user {} is ended: {}",
            Shown.shortened(client),
            owner.isEmpty() ? "-" : owner,
            why);
      }
    }
  }
}
