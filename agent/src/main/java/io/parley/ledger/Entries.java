package io.parley.ledger;

import io.parley.codec.Trees;
import io.parley.gateway.Asked;
import io.parley.message.Answer;
import io.parley.message.DedupeKey;
import io.parley.message.Question;
import java.time.Instant;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a journal holds, by the numbers of its lines, oldest first. Not thread-safe. */
final class Entries {
  private static final int MOST_TOLD = 10_000;
  private static final long MOST_TOLD_CHARACTERS = 4 << 20;

  private final NavigableMap<Long, Left> byNumber = new TreeMap<>();
  private final IdentityHashMap<Asked, Long> untold = new IdentityHashMap<>();
  private long next = 1;

  /** The lines of this question's taking; none if it is there already. */
  List<Map<String, Object>> taken(Asked asked) {
    if (untold.containsKey(asked)) {
      return List.of();
    }
    long number = add(new Left(asked, null, false));
    return List.of(taken(number, asked));
  }

  private long add(Left left) {
    long number = next++;
    byNumber.put(number, left);
    if (!left.told()) {
      untold.put(left.asked(), number);
    }
    return number;
  }

  List<Map<String, Object>> ended(Asked asked, Answer answer) {
    Long number = untold.get(asked);
    if (number == null) {
      return List.of();
    }
    byNumber.put(number, new Left(asked, answer, false));
    return List.of(ended(number, answer));
  }

  List<Map<String, Object>> told(Asked asked) {
    Long number = untold.remove(asked);
    if (number == null) {
      return List.of();
    }
    told(number);
    return List.of(Map.of("event", "told", "n", number));
  }

  /** Kept on only where it may come again, so that it is known then. */
  private void told(long number) {
    Left left = byNumber.remove(number);
    if (left != null && left.answer() != null && mayComeAgain(left.asked())) {
      byNumber.put(number, new Left(left.asked(), left.answer(), true));
    }
  }

  private static boolean mayComeAgain(Asked asked) {
    String id = asked.question().id();
    return DedupeKey.of(asked.client(), asked.replyKey(), id == null ? "" : id, asked.correlation())
        .isPresent();
  }

  /** Forgets what was told and can no longer come again, and the oldest of too many. */
  void forget(Instant now) {
    int told = 0;
    long characters = 0;
    Iterator<Left> newestFirst = byNumber.descendingMap().values().iterator();
    while (newestFirst.hasNext()) {
      Left left = newestFirst.next();
      if (!left.told()) {
        continue;
      }
      boolean over = !now.isBefore(left.asked().expires());
      told += over ? 0 : 1;
      characters += over ? 0 : characters(left);
      if (over || told > MOST_TOLD || characters > MOST_TOLD_CHARACTERS) {
        newestFirst.remove();
      }
    }
  }

  /** About as many as it holds. */
  private static long characters(Left left) {
    Question question = left.asked().question();
    Answer answer = left.answer();
    return characters(question.text())
        + characters(question.body())
        + characters(question.facts())
        + (answer == null ? 0 : characters(answer.text()) + characters(answer.data()));
  }

  private static long characters(@Nullable Object part) {
    return part == null ? 0 : String.valueOf(part).length();
  }

  List<Left> all() {
    return List.copyOf(byNumber.values());
  }

  /** All lines that a journal with these entries needs. */
  List<Map<String, Object>> lines() {
    List<Map<String, Object>> lines = new ArrayList<>();
    byNumber.forEach(
        (number, left) -> {
          lines.add(taken(number, left.asked()));
          Answer answer = left.answer();
          if (answer != null) {
            lines.add(ended(number, answer));
          }
          if (left.told()) {
            lines.add(Map.of("event", "told", "n", number));
          }
        });
    return lines;
  }

  /** Takes over what another one holds, under numbers of its own. */
  void addAll(Entries others) {
    others.all().forEach(this::add);
  }

  /** Reads one line of a former process's journal; what is no line of a journal is passed over. */
  void read(byte[] text) {
    Map<?, ?> line = AskedForm.line(text).orElse(Map.of());
    if (!(line.get("n") instanceof Number n)) {
      return;
    }
    long number = n.longValue();
    Left left = byNumber.get(number);
    if ("taken".equals(line.get("event"))) {
      AskedForm.read(line).ifPresent(asked -> byNumber.put(number, new Left(asked, null, false)));
    } else if (left != null && "ended".equals(line.get("event"))) {
      Answer answer = AskedForm.answer(line.get("answer")).orElse(null);
      byNumber.put(number, new Left(left.asked(), answer, false));
    } else if ("told".equals(line.get("event"))) {
      told(number);
    }
  }

  private static Map<String, Object> taken(long number, Asked asked) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("event", "taken");
    line.put("n", number);
    line.putAll(AskedForm.write(asked));
    return line;
  }

  private static Map<String, Object> ended(long number, Answer answer) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("event", "ended");
    line.put("n", number);
    @Nullable Object tree = AskedForm.tree(answer);
    if (tree != null) {
      line.put("answer", tree);
    }
    return line;
  }

  static byte[] bytes(Map<String, Object> line) {
    byte[] json = Trees.toJson(line);
    byte[] bytes = java.util.Arrays.copyOf(json, json.length + 1);
    bytes[json.length] = '\n';
    return bytes;
  }
}
