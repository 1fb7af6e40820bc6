package io.parley.ledger;

import io.parley.codec.Codec;
import io.parley.codec.Format;
import io.parley.gateway.Asked;
import io.parley.gateway.Ledger;
import io.parley.message.Answer;
import io.parley.message.Status;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A journal in one file, a JSON object a line: {@code taken} when a question was taken, {@code
 * ended} with its answer, {@code told} when its asker has that. It is written through to the
 * operating system, not to the disk: it survives the death of the process, not of the power. It is
 * rewritten once it has grown, and once a line could not be written, with what is open, and with
 * what was told and may come again.
 */
public final class DiskLedger implements Ledger, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(DiskLedger.class);
  private static final long REWRITE_BYTES = 4 << 20;
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final int MOST_UNANSWERED = 500;
  private static final int BUFFER_BYTES = 1 << 16;

  private final Path file;
  private final Clock clock;
  private final Entries entries = new Entries();
  private final Deque<Unanswered> unanswered = new ArrayDeque<>();
  private final List<Left> left;
  private final ReentrantLock lock = new ReentrantLock();
  private final Queue<Asked> told = new ConcurrentLinkedQueue<>();
  private final ByteArrayOutputStream unwritten = new ByteArrayOutputStream();
  private FileChannel channel;
  private long written;
  private long rewriteAt = REWRITE_BYTES;
  private @Nullable Instant failedAt;
  private boolean closed;

  private DiskLedger(Path file, Former before, Clock clock) throws IOException {
    this.file = file;
    this.clock = clock;
    this.left = before.left(clock.instant());
    left.forEach(entries::add);
    this.channel = fresh();
  }

  /**
   * Opens the journal in this folder and reads what a former process left.
   *
   * @throws IOException if the folder cannot be written
   */
  public static DiskLedger open(Path folder, Clock clock) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve("questions.jsonl");
    return new DiskLedger(file, Files.exists(file) ? read(file) : new Former(), clock);
  }

  /**
   * What a former process took, oldest first. What was not told must be told, after it was asked
   * again where it has no answer; what was told is here while it may come again.
   */
  public List<Left> left() {
    return left;
  }

  /** The last questions that nobody could answer, newest first, at most 500. */
  public List<Unanswered> unanswered() {
    lock.lock();
    try {
      return List.copyOf(unanswered);
    } finally {
      release();
    }
  }

  @Override
  public void taken(Asked asked) {
    byte[] form = AskedForm.bytes(asked);
    lock.lock();
    try {
      unwritten.writeBytes(entries.taken(asked, form));
    } finally {
      release();
    }
  }

  @Override
  public void ended(Asked asked, Answer answer) {
    byte[] form = Codec.encode(answer, Format.JSON);
    lock.lock();
    try {
      unwritten.writeBytes(entries.ended(asked, form));
      write();
      if (answer.status() == Status.UNSURE) {
        unanswered.addFirst(
            new Unanswered(asked.received(), asked.subject(), asked.question(), answer));
        if (unanswered.size() > MOST_UNANSWERED) {
          unanswered.removeLast();
        }
      }
    } finally {
      release();
    }
  }

  @Override
  public void told(Asked asked) {
    told.add(asked);
    writeTold();
  }

  private void release() {
    lock.unlock();
    writeTold();
  }

  /** Whoever has the lock writes for all: to wait for it costs more than a line. */
  private void writeTold() {
    while (!told.isEmpty() && lock.tryLock()) {
      try {
        write();
      } finally {
        lock.unlock();
      }
    }
  }

  @Override
  public void flush() {
    lock.lock();
    try {
      write();
    } finally {
      release();
    }
  }

  @Override
  public void close() throws IOException {
    lock.lock();
    try {
      write();
      closed = true;
      channel.close();
    } finally {
      lock.unlock();
    }
  }

  private void write() {
    for (Asked asked = told.poll(); asked != null; asked = told.poll()) {
      unwritten.writeBytes(entries.told(asked));
    }
    if (unwritten.size() == 0) {
      return;
    }
    byte[] lines = unwritten.toByteArray();
    unwritten.reset();
    Instant now = clock.instant();
    Instant failed = failedAt;
    if (closed || (failed != null && now.isBefore(failed.plus(PAUSE)))) {
      return;
    }
    try {
      // After a failure the file ends in half a line and lacks what came since.
      if (failed != null || written > rewriteAt) {
        FileChannel grown = fresh();
        channel.close();
        channel = grown;
      } else {
        append(channel, lines);
        written += lines.length;
      }
      failedAt = null;
    } catch (IOException e) {
      if (failed == null) {
        log.error("questions cannot be written to {}: {}", file, e.toString());
      }
      failedAt = now;
    }
  }

  /** A new file with what is still wanted, what a former process left included. */
  private FileChannel fresh() throws IOException {
    entries.forget(clock.instant());
    Path replacement = file.resolveSibling("questions.jsonl.new");
    FileChannel grown =
        FileChannel.open(
            replacement,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    try {
      OutputStream out = new BufferedOutputStream(Channels.newOutputStream(grown), BUFFER_BYTES);
      entries.writeTo(out);
      out.flush();
      written = grown.position();
      rewriteAt = Math.max(REWRITE_BYTES, 2 * written);
      Files.move(
          replacement, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      return grown;
    } catch (IOException e) {
      grown.close();
      throw e;
    }
  }

  private static void append(FileChannel to, byte[] lines) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(lines);
    while (buffer.hasRemaining()) {
      to.write(buffer);
    }
  }

  private static Former read(Path file) throws IOException {
    Former former = new Former();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      for (byte[] line = JournalLines.next(in); line != null; line = JournalLines.next(in)) {
        former.read(line);
      }
    }
    return former;
  }
}
