package io.parley.broker;

import io.parley.access.Principal;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * On which topics messages are retained, and of whom; each of them costs heap and disk for good.
 * Safe for threads.
 */
final class RetainedTopics {
  /** The broker holds so many times as many topics in all as one user may have. */
  private static final int USERS = 5;

  private static final long RECOUNT = Duration.ofMinutes(1).toNanos();

  /** Of whom nobody knows whose they are. */
  static final String NOBODY = "";

  private final int most;
  private final Map<String, String> owners = new HashMap<>();
  private final Map<String, Integer> counts = new HashMap<>();
  private Runnable recount = () -> {};
  private final Map<String, Optional<String>> meanwhile = new HashMap<>();
  private long recounted;
  private boolean counting;

  /** Topics of which one user may have that many. */
  RetainedTopics(int most, long nanoTime) {
    this.most = most;
    this.recounted = nanoTime - RECOUNT;
  }

  /**
   * What is retained now.
   *
   * @param again asks for it anew and calls this again: messages expire without a word
   */
  synchronized void are(Map<String, String> topics, Runnable again) {
    owners.clear();
    counts.clear();
    recount = again;
    topics.forEach(this::put);
    Map<String, Optional<String>> later = Map.copyOf(meanwhile);
    meanwhile.clear();
    counting = false;
    later.forEach(
        (topic, owner) -> owner.ifPresentOrElse(who -> put(topic, who), () -> forget(topic)));
  }

  /** It could not be counted anew: the old count stands. */
  synchronized void notCounted() {
    counting = false;
    meanwhile.clear();
  }

  /**
   * A message with Retain is on its way.
   *
   * @param bytes of its payload; 0: nothing is retained there any more (MQTT 5, 3.3.1.3)
   * @return false: its user has as many topics as it may have
   */
  synchronized boolean keep(String topic, int bytes, Principal principal, long nanoTime) {
    if (bytes == 0) {
      forget(topic);
      noteMeanwhile(topic, Optional.empty());
      return true;
    }
    String owner = principal.name();
    String before = owners.get(topic);
    boolean bounded = !principal.equals(Principal.NODE) && !owner.equals(before);
    boolean full = before == null && owners.size() >= USERS * most;
    boolean local = principal.equals(Principal.LOCAL);
    if (bounded && (full || (!local && counts.getOrDefault(owner, 0) >= most))) {
      if (nanoTime - recounted >= RECOUNT) {
        recounted = nanoTime;
        counting = true;
        recount.run();
      }
      return false;
    }
    put(topic, owner);
    noteMeanwhile(topic, Optional.of(owner));
    return true;
  }

  /** While it is counted anew, what changes is not in the count for sure. */
  private void noteMeanwhile(String topic, Optional<String> owner) {
    if (counting) {
      meanwhile.put(topic, owner);
    }
  }

  private void forget(String topic) {
    String before = owners.remove(topic);
    if (before != null) {
      counts.merge(before, -1, Integer::sum);
    }
  }

  private void put(String topic, String owner) {
    forget(topic);
    owners.put(topic, owner);
    counts.merge(owner, 1, Integer::sum);
  }
}
