package io.parley.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.codec.Trees;
import io.parley.gateway.Asked;
import io.parley.gateway.Ledger;
import io.parley.message.Answer;
import io.parley.message.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A journal in one file, a JSON object a line: {@code taken} when a question was taken, {@code
 * ended} when it ended. It is written through to the operating system, not to the disk: it survives
 * the death of the process, not of the power. It is rewritten with what is open once it has grown.
 */
public final class DiskLedger implements Ledger, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(DiskLedger.class);
  private static final long REWRITE_BYTES = 4 << 20;
  private static final int MOST_UNANSWERED = 500;

  private final Path file;
  private final IdentityHashMap<Asked, Long> open = new IdentityHashMap<>();
  private final Deque<Unanswered> unanswered = new ArrayDeque<>();
  private final List<Asked> left;
  private FileChannel channel;
  private long next = 1;
  private boolean failing;

  private DiskLedger(Path file, List<Asked> left) throws IOException {
    this.file = file;
    this.left = left;
    left.forEach(asked -> open.put(asked, next++));
    this.channel = fresh();
  }

  /**
   * Opens the journal in this folder and reads what was left open.
   *
   * @throws IOException if the folder cannot be written
   */
  public static DiskLedger open(Path folder) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve("questions.jsonl");
    return new DiskLedger(file, Files.exists(file) ? leftOpen(file) : List.of());
  }

  /** What a former process took and did not end; each must be asked again or ended by this one. */
  public List<Asked> left() {
    return left;
  }

  /** The last questions that nobody could answer, newest first, at most 500. */
  public synchronized List<Unanswered> unanswered() {
    return List.copyOf(unanswered);
  }

  @Override
  public synchronized void taken(Asked asked) {
    if (!open.containsKey(asked)) {
      long number = next++;
      open.put(asked, number);
      write(taken(number, asked));
    }
  }

  @Override
  public synchronized void ended(Asked asked, Answer answer) {
    Long number = open.remove(asked);
    if (number != null) {
      write(Map.of("event", "ended", "n", number));
    }
    if (answer.status() == Status.UNSURE) {
      unanswered.addFirst(
          new Unanswered(asked.received(), asked.subject(), asked.question(), answer));
      if (unanswered.size() > MOST_UNANSWERED) {
        unanswered.removeLast();
      }
    }
  }

  @Override
  public synchronized void close() throws IOException {
    channel.close();
  }

  private void write(Map<String, Object> line) {
    try {
      if (channel.size() > REWRITE_BYTES) {
        channel.close();
        channel = fresh();
      }
      append(channel, line);
      failing = false;
    } catch (IOException e) {
      if (!failing) {
        log.error("questions cannot be written to {}: {}", file, e.toString());
      }
      failing = true;
    }
  }

  private static Map<String, Object> taken(long number, Asked asked) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("event", "taken");
    line.put("n", number);
    line.putAll(AskedForm.write(asked));
    return line;
  }

  /** A new file that holds what is open, what a former process left included. */
  private FileChannel fresh() throws IOException {
    Path replacement = file.resolveSibling("questions.jsonl.new");
    FileChannel grown =
        FileChannel.open(
            replacement,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    for (Map.Entry<Asked, Long> still : open.entrySet()) {
      append(grown, taken(still.getValue(), still.getKey()));
    }
    Files.move(
        replacement, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    return grown;
  }

  private static void append(FileChannel to, Map<String, Object> line) throws IOException {
    byte[] json = Trees.toJson(line);
    ByteBuffer buffer = ByteBuffer.allocate(json.length + 1).put(json).put((byte) '\n').flip();
    while (buffer.hasRemaining()) {
      to.write(buffer);
    }
  }

  private static List<Asked> leftOpen(Path file) throws IOException {
    Map<Object, Asked> open = new LinkedHashMap<>();
    try (var lines = Files.lines(file, UTF_8)) {
      lines.forEach(
          text ->
              AskedForm.line(text.getBytes(UTF_8))
                  .ifPresent(
                      line -> {
                        Object number = line.get("n");
                        if ("taken".equals(line.get("event"))) {
                          AskedForm.read(line).ifPresent(asked -> open.put(number, asked));
                        } else {
                          open.remove(number);
                        }
                      }));
    } catch (UncheckedIOException e) {
      log.warn("the journal {} ends in what is no text; what came before counts", file);
    }
    return List.copyOf(new ArrayList<>(open.values()));
  }
}
