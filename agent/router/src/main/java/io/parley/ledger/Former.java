package io.parley.ledger;

import io.parley.gateway.Asked;
import io.parley.message.Answer;
import java.time.Instant;
import java.util.ArrayDeque;
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

  private record Read(Left left, long size) {
    Read and(Left now, int more) {
      return new Read(now, size + more);
    }
  }

  /** Reads one line; what is no line of a journal is passed over. */
  void read(byte[] text) {
    Map<?, ?> line = AskedForm.line(text).orElse(Map.of());
    if (!(line.get("n") instanceof Number n)) {
      return;
    }
    long number = n.longValue();
    Read before = byNumber.get(number);
    if ("taken".equals(line.get("event"))) {
      Optional<Asked> asked = AskedForm.read(line);
      asked.ifPresent(
          one -> byNumber.put(number, new Read(new Left(one, null, false), text.length)));
    } else if (before != null && "ended".equals(line.get("event"))) {
      Answer answer = AskedForm.answer(line.get("answer")).orElse(null);
      byNumber.put(number, before.and(new Left(before.left().asked(), answer, false), text.length));
    } else if (before != null && "told".equals(line.get("event"))) {
      told(number, before, text.length);
    }
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
