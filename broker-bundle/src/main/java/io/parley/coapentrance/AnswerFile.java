package io.parley.coapentrance;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.codec.Codec;
import io.parley.codec.CodecException;
import io.parley.codec.Format;
import io.parley.codec.Limits;
import io.parley.codec.Trees;
import io.parley.gateway.Asked;
import io.parley.ledger.AskedForm;
import io.parley.message.Answer;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
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
  private static final long MOST_BYTES = 32 << 20;

  /** A payload may be set to 1 MiB, and JSON writes some bytes as six. */
  private static final Limits LIMITS = new Limits(8 << 20, 64);

  private static final Codec CODEC = new Codec(LIMITS);
  private static final Trees TREES = new Trees(LIMITS);

  private final Path file;
  private final Map<String, Kept> kept = new LinkedHashMap<>();
  private final Map<String, Integer> sizes = new HashMap<>();
  private @Nullable FileChannel channel;
  private long rewriteAt;
  private boolean failing;

  private AnswerFile(Path file) {
    this.file = file;
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
   * Opens the file and reads what is kept; a line that is broken is skipped.
   *
   * @throws IOException if the folder cannot be written
   */
  static AnswerFile open(Path folder) throws IOException {
    Files.createDirectories(folder);
    AnswerFile file = new AnswerFile(folder.resolve("coap-answers.jsonl"));
    file.read();
    file.rewrite();
    return file;
  }

  synchronized Collection<Kept> kept() {
    return List.copyOf(kept.values());
  }

  synchronized void left(Kept place) {
    kept.put(place.handle(), place);
    size(place.handle(), write(lineLeft(place)));
  }

  synchronized void ended(String handle, Answer answer, long until) {
    Kept place = kept.computeIfPresent(handle, (same, before) -> before.ended(answer, until));
    if (place != null) {
      size(handle, write(lineEnded(handle, answer, until)));
    }
  }

  synchronized void gone(String handle) {
    if (kept.remove(handle) != null) {
      sizes.remove(handle);
      write(Map.of("event", "gone", "handle", handle));
    }
  }

  /** Whether so much is kept that no more may be left. */
  synchronized boolean full() {
    return sizes.values().stream().mapToLong(Integer::longValue).sum() >= MOST_BYTES;
  }

  private void size(String handle, int bytes) {
    sizes.merge(handle, bytes, Integer::sum);
  }

  private void read() throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    int broken = 0;
    try (BufferedReader lines =
        new BufferedReader(new java.io.InputStreamReader(Files.newInputStream(file), UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        broken += take(line) ? 0 : 1;
      }
    }
    if (broken > 0) {
      LOGGER.warn("{}: {} lines are broken and skipped", file, broken);
    }
  }

  private boolean take(String line) {
    try {
      if (!(TREES.fromJson(line.getBytes(UTF_8)) instanceof Map<?, ?> map)
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
        }
        case "ended" -> {
          Answer answer = CODEC.answer(Trees.toJson(map.get("answer")), Format.JSON.contentType());
          kept.computeIfPresent(
              handle, (same, before) -> before.ended(answer, number(map, "until")));
        }
        default -> kept.remove(handle);
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

  private static Map<String, Object> lineLeft(Kept place) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("event", "left");
    line.put("handle", place.handle());
    line.put("format", place.format());
    line.put("until", place.until());
    line.putAll(AskedForm.write(place.asked()));
    return line;
  }

  private static Map<String, @Nullable Object> lineEnded(String handle, Answer answer, long until) {
    Map<String, @Nullable Object> line = new LinkedHashMap<>();
    line.put("event", "ended");
    line.put("handle", handle);
    line.put("until", until);
    line.put("answer", tree(answer));
    return line;
  }

  private static @Nullable Object tree(Answer answer) {
    try {
      return TREES.fromJson(Codec.encode(answer, Format.JSON));
    } catch (CodecException e) {
      throw new IllegalStateException("an answer that was written must be readable", e);
    }
  }

  /** A new file that holds what is kept. */
  private void rewrite() throws IOException {
    Path fresh = StateFiles.ownersOnly(file);
    FileChannel grown = FileChannel.open(fresh, StandardOpenOption.WRITE);
    Map<String, Integer> written = new HashMap<>();
    try {
      for (Kept place : kept.values()) {
        int bytes = append(grown, lineLeft(place));
        Answer answer = place.answer();
        if (answer != null) {
          bytes += append(grown, lineEnded(place.handle(), answer, place.until()));
        }
        written.put(place.handle(), bytes);
      }
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      grown.close();
      throw e;
    }
    sizes.clear();
    sizes.putAll(written);
    FileChannel before = channel;
    channel = grown;
    rewriteAt = REWRITE_BYTES + 2 * grown.size();
    if (before != null) {
      before.close();
    }
  }

  /** Writes a line; says how many bytes it has. */
  private int write(Map<String, ? extends @Nullable Object> line) {
    FileChannel to = channel;
    if (to == null) {
      return 0;
    }
    try {
      int bytes = append(to, line);
      if (to.size() > rewriteAt) {
        rewrite();
      }
      failing = false;
      return bytes;
    } catch (IOException e) {
      if (!failing) {
        LOGGER.error("answers cannot be written to {}: {}", file, e.toString());
      }
      failing = true;
      return 0;
    }
  }

  private static int append(FileChannel to, Map<String, ? extends @Nullable Object> line)
      throws IOException {
    byte[] json = Trees.toJson(line);
    ByteBuffer buffer = ByteBuffer.allocate(json.length + 1).put(json).put((byte) '\n').flip();
    while (buffer.hasRemaining()) {
      to.write(buffer);
    }
    return json.length + 1;
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
