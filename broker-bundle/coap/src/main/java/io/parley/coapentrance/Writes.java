package io.parley.coapentrance;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Publishes of devices that are under way. The broker sends each back on the topic's subscription
 * before or after its PUBACK; what others wrote before it may still come in between. A read after
 * the PUBACK must see the device's own value, so those older ones are kept from view.
 */
final class Writes {
  /** How a message that arrived stands to the device's own writes. */
  enum Arrival {
    /** It is to be shown. */
    NEWS,
    /** It is an own write that is shown already. */
    KNOWN,
    /** It is older than an own write that is shown already. */
    OLD
  }

  /** How long an own write that never comes back hides others. */
  private static final long HIDES_MS = 5_000;

  private final ConcurrentMap<String, Deque<Write>> byTopic = new ConcurrentHashMap<>();

  Write begin(String topic, byte[] payload) {
    Write write = new Write(topic, payload);
    byTopic.compute(
        topic,
        (key, writes) -> {
          Deque<Write> all = writes == null ? new ArrayDeque<>(2) : writes;
          all.add(write);
          return all;
        });
    return write;
  }

  /** The write failed: forget it. */
  void dropped(Write write) {
    byTopic.computeIfPresent(
        write.topic,
        (key, writes) -> {
          writes.remove(write);
          return writes.isEmpty() ? null : writes;
        });
  }

  /**
   * The PUBACK came.
   *
   * @param watched whether the topic is subscribed, so that the write will come back
   * @return whether the value must be shown now, since it has not come back yet
   */
  boolean acknowledged(Write write, boolean watched, long now) {
    boolean[] show = new boolean[1];
    byTopic.computeIfPresent(
        write.topic,
        (key, writes) -> {
          if (write.echoed || !watched) {
            writes.remove(write);
          } else {
            write.shownAt = now;
            show[0] = true;
          }
          return writes.isEmpty() ? null : writes;
        });
    return show[0];
  }

  /** A message arrived on the topic's subscription. */
  Arrival arrived(String topic, byte[] payload, long now) {
    Arrival[] result = {Arrival.NEWS};
    byTopic.computeIfPresent(
        topic,
        (key, writes) -> {
          writes.removeIf(write -> write.shownAt >= 0 && now - write.shownAt > HIDES_MS);
          result[0] = judge(writes, payload);
          return writes.isEmpty() ? null : writes;
        });
    return result[0];
  }

  private static Arrival judge(Deque<Write> writes, byte[] payload) {
    boolean shownBefore = false;
    for (Iterator<Write> each = writes.iterator(); each.hasNext(); ) {
      Write write = each.next();
      shownBefore |= write.shownAt >= 0;
      if (!write.echoed && Arrays.equals(write.payload, payload)) {
        if (write.shownAt >= 0) {
          each.remove();
          return Arrival.KNOWN;
        }
        write.echoed = true;
        return Arrival.NEWS;
      }
    }
    return shownBefore ? Arrival.OLD : Arrival.NEWS;
  }

  /** A publish under way; its fields belong to the map's lock on its topic. */
  static final class Write {
    private final String topic;
    private final byte[] payload;
    private boolean echoed;
    private long shownAt = -1;

    private Write(String topic, byte[] payload) {
      this.topic = topic;
      this.payload = payload;
    }
  }
}
