package io.parley.coapentrance;

import io.parley.codec.CodecException;
import io.parley.codec.Format;
import io.parley.codec.Trees;
import io.parley.gateway.Asked;
import io.parley.ledger.AskedForm;
import io.parley.ledger.JournalLines;
import io.parley.message.Answer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The questions that devices left and the answers that wait for them, in one file, a JSON object a
 * line: {@code left}, {@code ended} and {@code gone}. It is written through to the operating
 * system: it survives the death of the process, not of the power. It is rewritten with what is kept
 * once it has grown; readable by its owner only.
 */
final class AnswerFile implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(AnswerFile.class);
  private static final long REWRITE_BYTES = 4 << 20;

  /** All of it is in memory, too. */
  private static final long MOST_BYTES = Math.min(32 << 20, Runtime.getRuntime().maxMemory() / 16);

  private final Path file;
  private final long most;
  private final Map<String, Kept> kept = new LinkedHashMap<>();
  private final Map<String, Integer> sizes = new HashMap<>();
  private long bytes;
  private @Nullable FileChannel channel;
  private long rewriteAt;
  private boolean failing;

  private AnswerFile(Path file, long most) {
    this.file = file;
    this.most = most;
  }

  /**
   * What is kept under a handle.
   *
   * @param handle the last level of its path
   * @param asked the question
   * @param format the answer's Content-Format
   * @param answer the final answer; absent: it is still to come
   * @param until when it is dropped, in milliseconds since 1970
   */
  record Kept(String handle, Asked asked, int format, @Nullable Answer answer, long until) {
    Kept ended(Answer last, long keptUntil) {
      return new Kept(handle, asked, format, last, keptUntil);
    }
  }

  /**
   * Opens the file and reads what is kept; a line that is broken is skipped, and of more than may
   * be kept, the oldest answers are dropped first, then the oldest questions.
   *
   * @throws IOException if the folder cannot be written
   */
  static AnswerFile open(Path folder) throws IOException {
    return open(folder, MOST_BYTES);
  }

  static AnswerFile open(Path folder, long most) throws IOException {
    Files.createDirectories(folder);
    AnswerFile file = new AnswerFile(folder.resolve("coap-answers.jsonl"), most);
    file.read();
    file.rewrite();
    return file;
  }

  synchronized Collection<Kept> kept() {
    return List.copyOf(kept.values());
  }

  synchronized void left(Kept place) {
    kept.put(place.handle(), place);
    size(place.handle(), write(AnswerLines.left(place)));
  }

  synchronized void ended(String handle, Answer answer, long until) {
    Kept place = kept.computeIfPresent(handle, (same, before) -> before.ended(answer, until));
    if (place != null) {
      size(handle, write(AnswerLines.ended(handle, answer, until)));
    }
  }

  synchronized void gone(String handle) {
    if (kept.containsKey(handle)) {
      forget(handle);
      write(Map.of("event", "gone", "handle", handle));
    }
  }

  /** Whether so much is kept that no more may be left. */
  synchronized boolean full() {
    return bytes >= most;
  }

  private void size(String handle, int more) {
    sizes.merge(handle, more, Integer::sum);
    bytes += more;
  }

  private void forget(String handle) {
    kept.remove(handle);
    Integer size = sizes.remove(handle);
    bytes -= size == null ? 0 : size;
  }

  private void read() throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    int broken = 0;
    int dropped = 0;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      for (byte[] line = JournalLines.next(in); line != null; line = JournalLines.next(in)) {
        broken += take(line) ? 0 : 1;
        while (bytes > most) {
          forget(eldest());
          dropped++;
        }
      }
    }
    if (broken > 0) {
      LOGGER.warn("{}: {} lines are broken and skipped", file, broken);
    }
    if (dropped > 0) {
      LOGGER.warn("{}: {} of the oldest are dropped, {} bytes may be kept", file, dropped, most);
    }
  }

  /** The oldest that has its answer; where none has, the oldest. */
  private String eldest() {
    for (Kept each : kept.values()) {
      if (each.answer() != null) {
        return each.handle();
      }
    }
    return kept.keySet().iterator().next();
  }

  private boolean take(byte[] line) {
    try {
      if (!(AnswerLines.TREES.fromJson(line) instanceof Map<?, ?> map)
          || !(map.get("handle") instanceof String handle)) {
        return false;
      }
      switch (String.valueOf(map.get("event"))) {
        case "left" -> {
          Optional<Asked> asked = AskedForm.read(map);
          if (asked.isEmpty()) {
            return false;
          }
          int format = (int) number(map, "format");
          kept.put(handle, new Kept(handle, asked.get(), format, null, number(map, "until")));
          size(handle, line.length);
        }
        case "ended" -> {
          Answer answer =
              AnswerLines.CODEC.answer(Trees.toJson(map.get("answer")), Format.JSON.contentType());
          Kept place = kept.get(handle);
          if (place != null) {
            kept.put(handle, place.ended(answer, number(map, "until")));
            size(handle, line.length);
          }
        }
        default -> forget(handle);
      }
      return true;
    } catch (CodecException | IllegalArgumentException e) {
      return false;
    }
  }

  private static long number(Map<?, ?> map, String name) {
    if (map.get(name) instanceof Number number) {
      return number.longValue();
    }
    throw new IllegalArgumentException(name + " must be a number");
  }

  /** A new file that holds what is kept. */
  private void rewrite() throws IOException {
    Path fresh = StateFiles.ownersOnly(file);
    FileChannel grown = FileChannel.open(fresh, StandardOpenOption.WRITE);
    Map<String, Integer> written = new HashMap<>();
    try {
      for (Kept place : kept.values()) {
        int size = AnswerLines.append(grown, AnswerLines.left(place));
        Answer answer = place.answer();
        if (answer != null) {
          size +=
              AnswerLines.append(grown, AnswerLines.ended(place.handle(), answer, place.until()));
        }
        written.put(place.handle(), size);
      }
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      grown.close();
      throw e;
    }
    sizes.clear();
    bytes = 0;
    written.forEach(this::size);
    FileChannel before = channel;
    channel = grown;
    rewriteAt = REWRITE_BYTES + 2 * grown.size();
    if (before != null) {
      before.close();
    }
  }

  /** Writes a line; says how many bytes it has. */
  private int write(Map<String, Object> line) {
    FileChannel to = channel;
    if (to == null) {
      return 0;
    }
    try {
      int size = AnswerLines.append(to, line);
      if (to.size() > rewriteAt) {
        rewrite();
      }
      failing = false;
      return size;
    } catch (IOException e) {
      if (!failing) {
        LOGGER.error("answers cannot be written to {}: {}", file, e.toString());
      }
      failing = true;
      return 0;
    }
  }

  /** What comes after is not written: the next run finds it still to come. */
  @Override
  public synchronized void close() throws IOException {
    FileChannel open = channel;
    channel = null;
    if (open != null) {
      open.close();
    }
  }
}
