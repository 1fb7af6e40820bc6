package io.parley.ledger;

import io.parley.gateway.Asked;
import io.parley.message.Answer;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a former process's journal says, line by line. Not thread-safe. */
final class Former {
  private final NavigableMap<Long, Read> byNumber = new TreeMap<>();
  private int brokenLines;
  private long lostBytes;

  private record Read(Left left, long size) {
    Read and(Left now, int more) {
      return new Read(now, size + more);
    }
  }

  /**
   * Reads one line. Where a broken disk has taken the end of a line, or put something before its
   * start, the records in it are read all the same; the rest is counted as lost.
   */
  void read(byte[] text) {
    if (record(text)) {
      return;
    }
    brokenLines++;
    int from = 0;
    for (int next = Line.start(text, 1); from < text.length; next = Line.start(text, from + 1)) {
      int to = next < 0 ? text.length : next;
      byte[] part = Arrays.copyOfRange(text, from, to);
      // What stood between two records was one byte, the end of a line.
      boolean intact = record(part) || (next >= 0 && record(withoutLast(part)));
      lostBytes += intact ? 0 : part.length;
      from = to;
    }
  }

  private static byte[] withoutLast(byte[] part) {
    return Arrays.copyOf(part, Math.max(0, part.length - 1));
  }

  /** How many lines were not those that were written. */
  int brokenLines() {
    return brokenLines;
  }

  /** How many bytes of them could not be read; 0 where only ends of lines were lost. */
  long lostBytes() {
    return lostBytes;
  }

  private boolean record(byte[] text) {
    Map<?, ?> line = AskedForm.line(text).orElse(Map.of());
    if (!(line.get("n") instanceof Number n)) {
      return false;
    }
    long number = n.longValue();
    Read before = byNumber.get(number);
    if ("taken".equals(line.get("event"))) {
      Optional<Asked> asked = AskedForm.read(line);
      asked.ifPresent(
          one -> byNumber.put(number, new Read(new Left(one, null, false), text.length)));
      return asked.isPresent();
    } else if (before != null && "ended".equals(line.get("event"))) {
      Answer answer = AskedForm.answer(line.get("answer")).orElse(null);
      byNumber.put(number, before.and(new Left(before.left().asked(), answer, false), text.length));
      return answer != null;
    } else if (before != null && "told".equals(line.get("event"))) {
      told(number, before, text.length);
    }
    return true;
  }

  private void told(long number, Read before, int more) {
    Asked asked = before.left().asked();
    @Nullable Answer answer = before.left().answer();
    if (answer != null && Entries.mayComeAgain(asked)) {
      byNumber.put(number, before.and(new Left(asked, answer, true), more));
    } else {
      byNumber.remove(number);
    }
  }

  /**
   * What it left, oldest first, of what was told as much as there is room for: a question that its
   * death left without an acknowledgement comes again now, however long that was ago.
   */
  List<Left> left(Instant now) {
    ToldRoom room = new ToldRoom(now);
    Deque<Left> left = new ArrayDeque<>();
    for (Read each : byNumber.descendingMap().values()) {
      Left one = each.left();
      if (!one.told() || room.takes(Instant.MAX, each.size())) {
        left.addFirst(one);
      }
    }
    return List.copyOf(left);
  }
}
