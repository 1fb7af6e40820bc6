package io.parley.ledger;

import io.parley.codec.Trees;
import io.parley.gateway.Asked;
import io.parley.message.Answer;
import io.parley.message.DedupeKey;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a journal holds, as the bytes of its lines, oldest first. Each change gives the line to
 * write, empty where there is nothing to say. Not thread-safe.
 */
final class Entries {
  private static final byte[] NOTHING = {};

  /** A broker or an asker that was away delivers again what it has no acknowledgement for. */
  private static final Duration COMES_AGAIN = Duration.ofMinutes(1);

  private final NavigableMap<Long, Entry> byNumber = new TreeMap<>();
  private final IdentityHashMap<Asked, Long> untold = new IdentityHashMap<>();
  private long next = 1;

  /**
   * One question's.
   *
   * @param lines all of them
   * @param ended whether it has its answer
   * @param told whether its asker has that
   */
  private record Entry(List<byte[]> lines, Instant expires, boolean ended, boolean told) {
    long size() {
      return lines.stream().mapToLong(line -> line.length).sum();
    }
  }

  byte[] taken(Asked asked) {
    if (untold.containsKey(asked)) {
      return NOTHING;
    }
    long number = next++;
    Map<String, Object> fields = event("taken", number);
    fields.putAll(AskedForm.write(asked));
    byte[] line = bytes(fields);
    untold.put(asked, number);
    byNumber.put(number, new Entry(List.of(line), asked.expires(), false, false));
    return line;
  }

  byte[] ended(Asked asked, Answer answer) {
    Long number = untold.get(asked);
    Entry entry = number == null ? null : byNumber.get(number);
    if (number == null || entry == null) {
      return NOTHING;
    }
    Map<String, Object> fields = event("ended", number);
    fields.put("answer", AskedForm.write(answer));
    byte[] line = bytes(fields);
    List<byte[]> lines = List.of(entry.lines().get(0), line);
    byNumber.put(number, new Entry(lines, asked.expires(), true, false));
    return line;
  }

  /** Kept on only where it may come again, so that it is known then. */
  byte[] told(Asked asked) {
    Long number = untold.remove(asked);
    Entry entry = number == null ? null : byNumber.remove(number);
    if (number == null || entry == null) {
      return NOTHING;
    }
    byte[] line = bytes(event("told", number));
    if (entry.ended() && mayComeAgain(asked)) {
      List<byte[]> lines = List.of(entry.lines().get(0), entry.lines().get(1), line);
      byNumber.put(number, new Entry(lines, asked.expires(), true, true));
    }
    return line;
  }

  static boolean mayComeAgain(Asked asked) {
    String id = asked.question().id();
    return DedupeKey.of(asked.client(), asked.replyKey(), id == null ? "" : id, asked.correlation())
        .isPresent();
  }

  /** Forgets what was told and can no longer come again, and the oldest of too many. */
  void forget(Instant now) {
    ToldRoom room = new ToldRoom(now);
    Iterator<Entry> newestFirst = byNumber.descendingMap().values().iterator();
    while (newestFirst.hasNext()) {
      Entry entry = newestFirst.next();
      if (entry.told() && !room.takes(entry.expires().plus(COMES_AGAIN), entry.size())) {
        newestFirst.remove();
      }
    }
  }

  /** All lines that a journal with these entries needs. */
  byte[] lines() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byNumber.values().forEach(entry -> entry.lines().forEach(all::writeBytes));
    return all.toByteArray();
  }

  /** Takes over what a former process left, under numbers of its own. */
  void add(Left left) {
    byte[] unused = taken(left.asked());
    @Nullable Answer answer = left.answer();
    if (answer != null) {
      unused = ended(left.asked(), answer);
    }
    if (left.told()) {
      unused = told(left.asked());
    }
  }

  private static Map<String, Object> event(String event, long number) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("event", event);
    line.put("n", number);
    return line;
  }

  private static byte[] bytes(Map<String, Object> line) {
    byte[] json = Trees.toJson(line);
    byte[] bytes = java.util.Arrays.copyOf(json, json.length + 1);
    bytes[json.length] = '\n';
    return bytes;
  }
}
