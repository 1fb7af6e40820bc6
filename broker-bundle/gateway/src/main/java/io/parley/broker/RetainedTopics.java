package io.parley.broker;

import io.parley.access.Principal;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * On which topics messages are retained, of whom and how large; each of them costs heap and disk
 * for good. Safe for threads.
 */
final class RetainedTopics {
  /** The broker holds so many times as much in all as one user may have. */
  private static final int USERS = 5;

  /** Payload bytes of one user, for each topic that it may have. */
  static final long BYTES_OF_A_TOPIC = 4_096;

  private static final long RECOUNT = Duration.ofMinutes(1).toNanos();

  /** Of whom nobody knows whose they are. */
  static final String NOBODY = "";

  private final int most;
  private final Map<String, Kept> kept = new HashMap<>();
  private final Map<String, Share> shares = new HashMap<>();
  private final Share all = new Share();
  private final Map<String, Optional<Kept>> meanwhile = new HashMap<>();
  private Runnable recount = () -> {};
  private long recounted;
  private boolean counting;

  /**
   * A retained message.
   *
   * @param owner the name of its principal
   * @param bytes of its payload
   */
  record Kept(String owner, int bytes) {}

  private static final class Share {
    private int topics;
    private long bytes;

    void change(int more, long moreBytes) {
      topics += more;
      bytes += moreBytes;
    }

    boolean holds(int more, long moreBytes, int times, int most) {
      return topics + more <= times * most
          && bytes + moreBytes <= (long) times * most * BYTES_OF_A_TOPIC;
    }
  }

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
  synchronized void are(Map<String, Kept> topics, Runnable again) {
    kept.clear();
    shares.clear();
    all.change(-all.topics, -all.bytes);
    recount = again;
    topics.forEach(this::put);
    meanwhile.forEach(
        (topic, message) -> message.ifPresentOrElse(k -> put(topic, k), () -> forget(topic)));
    notCounted();
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
   * @return false: its user has as much as it may have
   */
  synchronized boolean keep(String topic, int bytes, Principal principal, long nanoTime) {
    if (bytes == 0) {
      forget(topic);
      noteMeanwhile(topic, Optional.empty());
      return true;
    }
    Kept message = new Kept(principal.name(), bytes);
    if (!principal.equals(Principal.NODE) && !room(topic, message)) {
      if (nanoTime - recounted >= RECOUNT) {
        recounted = nanoTime;
        counting = true;
        recount.run();
      }
      return false;
    }
    put(topic, message);
    noteMeanwhile(topic, Optional.of(message));
    return true;
  }

  private boolean room(String topic, Kept message) {
    Kept before = kept.get(topic);
    int more = before == null ? 1 : 0;
    long moreBytes = message.bytes() - (before == null ? 0L : before.bytes());
    if (more + moreBytes > 0 && !all.holds(more, moreBytes, USERS, most)) {
      return false;
    }
    boolean same = before != null && before.owner().equals(message.owner());
    int its = same ? 0 : 1;
    long itsBytes = same ? moreBytes : message.bytes();
    return message.owner().equals(Principal.LOCAL.name())
        || its + itsBytes <= 0
        || shares.getOrDefault(message.owner(), new Share()).holds(its, itsBytes, 1, most);
  }

  /** While it is counted anew, what changes is not in the count for sure. */
  private void noteMeanwhile(String topic, Optional<Kept> message) {
    if (counting) {
      meanwhile.put(topic, message);
    }
  }

  private void put(String topic, Kept message) {
    forget(topic);
    kept.put(topic, message);
    shares.computeIfAbsent(message.owner(), key -> new Share()).change(1, message.bytes());
    all.change(1, message.bytes());
  }

  private void forget(String topic) {
    Kept before = kept.remove(topic);
    if (before == null) {
      return;
    }
    all.change(-1, -before.bytes());
    Share share = shares.get(before.owner());
    if (share != null) {
      share.change(-1, -before.bytes());
      if (share.topics == 0) {
        shares.remove(before.owner());
      }
    }
  }
}
