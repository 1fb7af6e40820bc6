package io.parley.ledger;

import static java.util.Objects.requireNonNull;

import io.parley.codec.Codec;
import io.parley.codec.Format;
import io.parley.gateway.Asked;
import io.parley.message.Answer;
import io.parley.message.DedupeKey;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a journal holds, as the bytes of its lines, oldest first. Each change gives the line to
 * write, empty where there is nothing to say. Not thread-safe.
 */
final class Entries {
  private static final byte[] NOTHING = {};

  private final Map<Long, Entry> byNumber = new LinkedHashMap<>();
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
      long size = 0;
      for (byte[] line : lines) {
        size += line.length;
      }
      return size;
    }
  }

  /**
   * A question was taken.
   *
   * @param form of {@link AskedForm}
   */
  byte[] taken(Asked asked, byte[] form) {
    if (untold.containsKey(asked)) {
      return NOTHING;
    }
    long number = next++;
    byte[] line = Line.taken(number, form);
    untold.put(asked, number);
    byNumber.put(number, new Entry(List.of(line), asked.expires(), false, false));
    return line;
  }

  /**
   * It ended.
   *
   * @param answer as JSON
   */
  byte[] ended(Asked asked, byte[] answer) {
    Long number = untold.get(asked);
    Entry entry = number == null ? null : byNumber.get(number);
    if (number == null || entry == null) {
      return NOTHING;
    }
    byte[] line = Line.ended(number, answer);
    List<byte[]> lines = List.of(entry.lines().get(0), line);
    byNumber.put(number, new Entry(lines, asked.expires(), true, false));
    return line;
  }

  /** Kept on only where it may come again, so that it is known then. */
  byte[] told(Asked asked) {
    Long number = untold.remove(asked);
    Entry entry = number == null ? null : byNumber.get(number);
    if (number == null || entry == null) {
      return NOTHING;
    }
    byte[] line = Line.told(number);
    if (entry.ended() && mayComeAgain(asked)) {
      List<byte[]> lines = List.of(entry.lines().get(0), entry.lines().get(1), line);
      byNumber.put(number, new Entry(lines, asked.expires(), true, true));
    } else {
      byNumber.remove(number);
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
    List<Long> oldestFirst = List.copyOf(byNumber.keySet());
    for (int i = oldestFirst.size() - 1; i >= 0; i--) {
      Long number = oldestFirst.get(i);
      Entry entry = requireNonNull(byNumber.get(number));
      if (entry.told() && !room.takes(entry.expires().plus(DedupeKey.COMES_AGAIN), entry.size())) {
        byNumber.remove(number);
      }
    }
  }

  /** Writes all lines that a journal with these entries needs. */
  void writeTo(OutputStream out) throws IOException {
    for (Entry entry : byNumber.values()) {
      for (byte[] line : entry.lines()) {
        out.write(line);
      }
    }
  }

  /** Takes over what a former process left, under numbers of its own. */
  void add(Left left) {
    byte[] unused = taken(left.asked(), AskedForm.bytes(left.asked()));
    @Nullable Answer answer = left.answer();
    if (answer != null) {
      unused = ended(left.asked(), Codec.encode(answer, Format.JSON));
    }
    if (left.told()) {
      unused = told(left.asked());
    }
  }
}
